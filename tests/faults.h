/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A disk that fails: what faults.c, preloaded into a program, reads and writes in a file that both sides map (PANTAU_FAULTS_CONTROL names it).
 * Whoever tests may change it while the program runs.
 */
#pragma once

#include <stdint.h>

#define FAULTS_LOG  4096
#define FAULTS_NAME 40

typedef struct
{
  char what[12];          /* "write", "fsync", "rename", "create" … */
  char name[FAULTS_NAME]; /* of the file, without its folders */
} FaultsOperation;

typedef struct
{
  int32_t armed;    /* operations are counted, and the ones below fail */
  int32_t at[2];    /* which ones, from 1; 0: none */
  int32_t error[2]; /* with which errno */
  int32_t for_good; /* so do all after the first of them */
  int32_t lies;     /* nothing is ever flushed to the disk, and nobody is told: armed or not */
  int32_t count;    /* since somebody set it to 0 */
  int32_t failed;   /* how many of them failed */
  char below[1024]; /* paths that are not below this folder are left in peace */
  FaultsOperation log[FAULTS_LOG]; /* of the operations, as counted, from 1 */
} FaultsControl;
