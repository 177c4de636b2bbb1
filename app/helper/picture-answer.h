/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/*
 * The answer of both programs: one line, a JSON object (RFC 8259), and behind it the pixels where somebody asked for them. The names of members and errors
 * are a contract with pantau-picture-ask.c.
 */

/* Adds `"@name":"@text",` where @text (nullable) is not empty. Bytes that are no UTF-8 are replaced, what is too long for a claim is cut. */
void picture_answer_add_text (GString *json, const char *name, const char *text);

/* Adds `"@name":@value,` */
void picture_answer_add_number (GString *json, const char *name, double value);

/* Adds how many pixels follow the line. */
void picture_answer_add_pixels (GString *json, int width, int height);

/* Writes `{"error":"@reason","claims":{@claims}}`. @claims: members as above. Returns what the process ends with. */
int picture_answer_fail (const char *reason, const GString *claims);

/*
 * Writes `{@members"claims":{@claims}}`, and then @length bytes of @pixels (nullable). Returns what the process ends with: 1 where nobody reads it.
 */
int
picture_answer (const GString *members, const GString *claims, const guint8 *pixels, gsize length);
