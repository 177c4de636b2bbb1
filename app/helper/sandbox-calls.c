/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A filter of system calls. It names what is refused: decoders, allocators and loaders of libraries need other calls on each machine, and one that was
 * forgotten would be a picture that nobody sees. What is new in a later kernel fails as in one that does not have it.
 */

#include "sandbox-calls.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <sys/prctl.h>
#include <sys/syscall.h>

#if defined(__x86_64__)
#define ARCHITECTURE AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define ARCHITECTURE AUDIT_ARCH_AARCH64
#endif

/* A sanitizer looks at its own process by a thread of its own. */
#if defined(ARCHITECTURE) && !defined(__SANITIZE_ADDRESS__)

#define NEWEST 451 /* numbers above it came after Linux 6.5 (cachestat) */

#define LOAD(field)  BPF_STMT (BPF_LD | BPF_W | BPF_ABS, offsetof (struct seccomp_data, field))
#define REFUSE(code) BPF_STMT (BPF_RET | BPF_K, SECCOMP_RET_ERRNO | (code))
/* Refuses the call with @number. */
#define DENY(number) BPF_JUMP (BPF_JMP | BPF_JEQ | BPF_K, (number), 0, 1), REFUSE (EPERM)

/* The lower half of the third and of the second argument: flags of openat() and open(). */
#define FLAGS_AT   offsetof (struct seccomp_data, args[2])
#define FLAGS_OPEN offsetof (struct seccomp_data, args[1])

/* To write, to make, to shorten. */
#define WRITING (O_WRONLY | O_RDWR | O_CREAT | O_TRUNC | O_APPEND)

/* Where the call is @number, its flags decide, and nothing below is asked. */
#define READ_ONLY(number, flags)                                                                   \
  BPF_JUMP (BPF_JMP | BPF_JEQ | BPF_K, (number), 0, 4),                                            \
      BPF_STMT (BPF_LD | BPF_W | BPF_ABS, (flags)),                                                \
      BPF_JUMP (BPF_JMP | BPF_JSET | BPF_K, WRITING, 0, 1), REFUSE (EPERM),                        \
      BPF_STMT (BPF_RET | BPF_K, SECCOMP_RET_ALLOW)

bool
sandbox_calls_enter (void)
{
  struct sock_filter filter[] = {
    LOAD (arch),
    BPF_JUMP (BPF_JMP | BPF_JEQ | BPF_K, ARCHITECTURE, 1, 0),
    BPF_STMT (BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS),
    LOAD (nr),
    /* With it the numbers of x32, another set of the same calls. */
    BPF_JUMP (BPF_JMP | BPF_JGT | BPF_K, NEWEST, 0, 1),
    REFUSE (ENOSYS),
    READ_ONLY (SYS_openat, FLAGS_AT),
#ifdef SYS_open
    READ_ONLY (SYS_open, FLAGS_OPEN),
    DENY (SYS_creat),
    DENY (SYS_fork),
    DENY (SYS_vfork),
    DENY (SYS_link),
    DENY (SYS_symlink),
    DENY (SYS_rename),
    DENY (SYS_unlink),
    DENY (SYS_rmdir),
    DENY (SYS_mkdir),
    DENY (SYS_mknod),
    DENY (SYS_chmod),
    DENY (SYS_chown),
    DENY (SYS_lchown),
    DENY (SYS_utime),
    DENY (SYS_utimes),
    DENY (SYS_futimesat),
#endif
    /* Others. */
    DENY (SYS_clone),
    BPF_JUMP (BPF_JMP | BPF_JEQ | BPF_K, SYS_clone3, 0, 1),
    REFUSE (ENOSYS),
    DENY (SYS_execve),
    DENY (SYS_execveat),
    DENY (SYS_kill),
    DENY (SYS_tkill),
    DENY (SYS_tgkill),
    DENY (SYS_rt_sigqueueinfo),
    DENY (SYS_rt_tgsigqueueinfo),
    DENY (SYS_pidfd_open),
    DENY (SYS_pidfd_getfd),
    DENY (SYS_pidfd_send_signal),
    DENY (SYS_ptrace),
    DENY (SYS_process_vm_readv),
    DENY (SYS_process_vm_writev),
    DENY (SYS_process_madvise),
    DENY (SYS_setpriority),
    DENY (SYS_prlimit64),
    /* The network, and every other socket. */
    DENY (SYS_socket),
    DENY (SYS_socketpair),
    DENY (SYS_connect),
    DENY (SYS_bind),
    DENY (SYS_listen),
    DENY (SYS_accept),
    DENY (SYS_accept4),
    DENY (SYS_sendto),
    DENY (SYS_sendmsg),
    DENY (SYS_sendmmsg),
    /* Files. */
    DENY (SYS_openat2),
    DENY (SYS_linkat),
    DENY (SYS_symlinkat),
    DENY (SYS_renameat),
    DENY (SYS_renameat2),
    DENY (SYS_unlinkat),
    DENY (SYS_mkdirat),
    DENY (SYS_mknodat),
    DENY (SYS_fchmod),
    DENY (SYS_fchmodat),
    DENY (SYS_fchown),
    DENY (SYS_fchownat),
    DENY (SYS_truncate),
    DENY (SYS_ftruncate),
    DENY (SYS_setxattr),
    DENY (SYS_lsetxattr),
    DENY (SYS_fsetxattr),
    DENY (SYS_removexattr),
    DENY (SYS_lremovexattr),
    DENY (SYS_fremovexattr),
    DENY (SYS_utimensat),
    DENY (SYS_memfd_create),
    /* Doors of the kernel that a decoder never knocks at. */
    DENY (SYS_mount),
    DENY (SYS_umount2),
    DENY (SYS_move_mount),
    DENY (SYS_fsopen),
    DENY (SYS_open_tree),
    DENY (SYS_chroot),
    DENY (SYS_pivot_root),
    DENY (SYS_unshare),
    DENY (SYS_setns),
    DENY (SYS_bpf),
    DENY (SYS_perf_event_open),
    DENY (SYS_userfaultfd),
    DENY (SYS_io_uring_setup),
    DENY (SYS_io_uring_enter),
    DENY (SYS_io_uring_register),
    DENY (SYS_add_key),
    DENY (SYS_request_key),
    DENY (SYS_keyctl),
    DENY (SYS_open_by_handle_at),
    DENY (SYS_name_to_handle_at),
    DENY (SYS_shmget),
    DENY (SYS_msgget),
    DENY (SYS_semget),
    BPF_STMT (BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
  };
  const struct sock_fprog program = { sizeof filter / sizeof *filter, filter };

  return prctl (PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program, 0, 0) == 0;
}

#else

bool
sandbox_calls_enter (void)
{
  return true;
}

#endif
