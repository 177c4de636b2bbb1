/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <stdint.h>

/*
 * What diary.c writes down of a program: each change below a folder, in the order in which they were made, with its bytes; and what the program said. A
 * DiaryEntry, then its two texts without NUL, then its bytes.
 *
 * PANTAU_DIARY is the diary's path, PANTAU_DIARY_BELOW the folder.
 */
typedef enum
{
  DIARY_SAID,     /* bytes to the standard output */
  DIARY_WRITE,    /* @at, bytes */
  DIARY_TRUNCATE, /* to @at; a file may grow by it */
  DIARY_SYNC,     /* of a file or a folder, which has succeeded */
  DIARY_CREATE,
  DIARY_MKDIR,
  DIARY_RENAME, /* from, to */
  DIARY_LINK,   /* from, to */
  DIARY_UNLINK, /* also of an empty folder */
} DiaryKind;

typedef struct
{
  uint32_t kind;
  uint32_t path;  /* bytes */
  uint32_t other; /* bytes */
  uint32_t pad;
  uint64_t at;
  uint64_t length; /* of the bytes */
} DiaryEntry;
