/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * Numbers that agencies give to people, and the form that each has. The names in kinds.json ("form") are a contract: append
 * only. What is (GK) here, general knowledge to be checked, errs on the side of taking a number: a form that is refused wrongly
 * costs more than a typing error that is not found.
 */
typedef enum
{
  PANTAU_NUMBER_ANY, /* no form is asked for */
  PANTAU_NUMBER_NIP, /* "nip": 18 digits: birth YYYYMMDD, appointment YYYYMM (PPPK: 21 and above for the month, GK), sex 1 or 2, serial */
  PANTAU_NUMBER_NIK, /* "nik": 16 digits: province, kabupaten, kecamatan, birth DDMMYY with the day + 40 for women, serial */
  PANTAU_NUMBER_NRP, /* "nrp": of the army, navy and air force: 5 to 16 digits, perhaps "/" and letters (GK) */
  PANTAU_NUMBER_NRP_POLRI, /* "nrp-polri": 8 digits: birth YYMM, serial */
  PANTAU_NUMBER_PHONE,     /* "phone": 0… or +62…, 9 to 15 digits */
} PantauNumberForm;

/* FALSE where @name is none. */
gboolean pantau_number_form_from_name (const char *name, PantauNumberForm *form);
const char *pantau_number_form_get_name (PantauNumberForm form);

/*
 * @text in its one writing: blanks, dots and hyphens between the digits are taken away ("19870412 201001 1 007"), +62 of a
 * phone stays. (transfer full): NULL where it has another form: then @code (not NULL) is “wrong-length” or “wrong-digits”, and
 * @message (transfer full) one sentence, lower case, that says what is wrong with it.
 */
char *pantau_number_read (PantauNumberForm form,
                          const char *text,
                          const char **code,
                          char **message) G_GNUC_WARN_UNUSED_RESULT;

/* As people read it, in groups: "19870412 201001 1 007". @text as pantau_number_read() gave it. (transfer full) */
char *pantau_number_format (PantauNumberForm form, const char *text) G_GNUC_WARN_UNUSED_RESULT;

/* Whether @digits (18 or 16 of them, not terminated) hold together as a NIP or NIK: days that exist, a province, a sex. */
gboolean pantau_number_is_nip (const char *digits);
gboolean pantau_number_is_nik (const char *digits);

G_END_DECLS
