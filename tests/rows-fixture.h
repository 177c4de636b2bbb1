/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pantau-reference.h"

G_BEGIN_DECLS

/* A list of every type that a cell may have, beside the exhibits of the built-in edition. */
#define ROWS_THINGS                                                                                \
  "{\"name\": \"things\", \"type\": \"list\", \"label\": {\"id\": \"Benda\", \"en\": \"Things\"}," \
  " \"asked\": \"field\", \"max_items\": 3,"                                                       \
  " \"item_name\": {\"id\": \"benda\", \"en\": \"thing\"}, \"items\": ["                           \
  "{\"name\": \"what\", \"type\": \"text\", \"label\": {\"id\": \"Apa\", \"en\": \"What\"},"       \
  " \"required\": true, \"max_length\": 20},"                                                      \
  "{\"name\": \"how\", \"type\": \"longtext\", \"label\": {\"id\": \"Cara\", \"en\": \"How\"}},"   \
  "{\"name\": \"stage\", \"type\": \"choice\", \"label\": {\"id\": \"Tahap\", \"en\": \"Phase\"}," \
  " \"choices\": \"risk_phase\"},"                                                                 \
  "{\"name\": \"count\", \"type\": \"integer\", \"label\": {\"id\": \"Jumlah\", \"en\": "          \
  "\"Count\"}, \"min\": 1, \"max\": 9999, \"unit\": \"lembar\"},"                                  \
  "{\"name\": \"day\", \"type\": \"date\", \"label\": {\"id\": \"Hari\", \"en\": \"Day\"}},"       \
  "{\"name\": \"when\", \"type\": \"datetime\", \"label\": {\"id\": \"Saat\", \"en\": \"When\"}}," \
  "{\"name\": \"kept\", \"type\": \"boolean\", \"label\": {\"id\": \"Disimpan\", \"en\": "         \
  "\"Kept\"}},"                                                                                    \
  "{\"name\": \"area\", \"type\": \"region\", \"label\": {\"id\": \"Wilayah\", \"en\": \"Area\"}}" \
  "]},"

/* The built-in reference data with @text before each list of exhibits in kinds.json: fields of neutrality and other. */
PantauReference *rows_reference_new (const char *text, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
