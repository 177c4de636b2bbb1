/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Numbers and addresses of people in open text. A narrative is read by everybody who reads the record, and a telephone number in
 * it gives a reporter away as surely as a name does; so it is told while somebody writes. Whoever is warned for nothing stops
 * reading warnings, which is why a run of digits must hold together as what it seems to be. test-pii.c measures both.
 */

#include "config.h"

#include "pantau-pii.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "pantau-number.h"

#define MAX_DIGITS 18 /* of a NIP, the longest */
#define MAX_GROUPS 7  /* of digits that people write one number in; more are a list */

static const char *const kind_names[] = {
  [PANTAU_PII_NIK] = "nik",
  [PANTAU_PII_NIP] = "nip",
  [PANTAU_PII_PHONE] = "phone",
  [PANTAU_PII_EMAIL] = "email",
};

const char *
pantau_pii_kind_get_name (PantauPiiKind kind)
{
  return kind_names[kind];
}

/* A run of digits with what may stand between the groups of one number. */
typedef struct
{
  const char *start;
  const char *end; /* behind the last digit */
  guint n;         /* digits */
  gboolean plus;
  gboolean all; /* of pantau_pii_find_all() */
} Run;

static void
add (GPtrArray *found, PantauPiiKind kind, const char *text, const char *start, const char *end)
{
  PantauPii *one = g_new0 (PantauPii, 1);

  one->kind = kind;
  one->start = (gsize) (start - text);
  one->length = (gsize) (end - start);
  g_ptr_array_add (found, one);
}

/* Letters and digits of a word, ASCII or not: what a number must not touch. */
static gboolean
is_word (const char *text, const char *p)
{
  const char *before = p > text ? g_utf8_prev_char (p) : NULL;

  return before != NULL && (g_unichar_isalnum (g_utf8_get_char (before)) || *before == '_');
}

/* Whether the last letters before @p, but for what stands between words, are the word @word. */
static gboolean
follows_word (const char *text, const char *p, const char *word)
{
  gsize length = strlen (word);

  while (p > text && strchr (" .:-", p[-1]) != NULL)
    p--;

  return (gsize) (p - text) >= length && g_ascii_strncasecmp (p - length, word, length) == 0 &&
         !is_word (text, p - length);
}

/* "wa0812…" is a telephone, while "LP16130…" and "x1613…" are numbers of something else. */
static gboolean
touches_word (const char *text, const char *p)
{
  static const char *const of_phones[] = { "wa", "hp", "telp", "tlp", "tel", "no", "hub", NULL };

  if (!is_word (text, p))
    return FALSE;
  for (guint i = 0; of_phones[i] != NULL; i++)
    if (follows_word (text, p, of_phones[i]))
      return FALSE;

  return TRUE;
}

/*
 * Between two groups of one number: one blank (a no-break space too), a hyphen, a dot, or ") " behind the code of a region. How many bytes; 0 where
 * there is something else.
 */
static gsize
separator (const char *p)
{
  static const char *const known[] = {
    " - ", ") ", ")", " ", "-", ".", "\302\240", "\342\200\221", "\342\200\223", NULL
  };

  /* Behind most groups there is a letter or one blank, and nothing needs to be looked up. */
  if (g_ascii_isalnum (*p) || *p == '\0' || *p == '\n')
    return 0;
  if (*p == ' ' && g_ascii_isdigit (p[1]))
    return 1;
  for (guint i = 0; known[i] != NULL; i++)
    if (*p == known[i][0] && g_str_has_prefix (p, known[i]) &&
        g_ascii_isdigit (p[strlen (known[i])]))
      return strlen (known[i]);

  return 0;
}

/* Reads the run that begins at @p. */
static void
read_run (Run *self, const char *text, const char *p, gboolean all)
{
  *self = (Run){ .start = p, .all = all };
  if (p > text && p[-1] == '(')
    {
      p--;
      self->start = p++;
    }
  if (self->start > text && self->start[-1] == '+')
    {
      self->plus = TRUE;
      self->start--;
    }
  for (;;)
    {
      gsize between;

      for (; g_ascii_isdigit (*p); p++)
        self->n++;
      self->end = p;
      between = separator (p);
      if (between == 0)
        break;
      p += between;
    }
}

/* "1.250.000" and "16.13.04.2001": groups of three behind dots are an amount, and codes of regions have dots at their places. */
static gboolean
is_amount (const Run *self)
{
  guint in_group = 0, groups = 0;

  if (memchr (self->start, '.', (gsize) (self->end - self->start)) == NULL)
    return FALSE;
  /* No amount begins with a zero. */
  if (self->all && *self->start == '0')
    return FALSE;

  for (const char *p = self->start; p <= self->end; p++)
    {
      if (p < self->end && g_ascii_isdigit (*p))
        {
          in_group++;
          continue;
        }
      if (p < self->end && *p != '.')
        return FALSE;
      if (groups > 0 && in_group != 3)
        return FALSE;
      groups++;
      in_group = 0;
    }

  return groups > 1;
}

/* Whether @n digits are a mobile telephone of Indonesia; with +62 any telephone. */
static gboolean
is_phone (const char *digits, guint n, gboolean plus)
{
  gboolean national = !plus && g_str_has_prefix (digits, "08") && digits[2] != '0';
  gboolean abroad = g_str_has_prefix (digits, "628") || (plus && g_str_has_prefix (digits, "62"));

  return (national && n >= 10 && n <= 13) || (abroad && n >= 10 && n <= 15);
}

/* The digits from the beginning of a group on, as far as one number can go. */
typedef struct
{
  char digits[MAX_DIGITS + 1];
  const char *ends[MAX_DIGITS + 1]; /* behind so many digits, where a group ends there; else NULL */
} Groups;

static void
read_groups (Groups *self, const Run *run, const char *p)
{
  guint n = 0, groups = 0;

  *self = (Groups){ 0 };
  for (; p < run->end && n < MAX_DIGITS; p++)
    if (g_ascii_isdigit (*p))
      {
        self->digits[n++] = *p;
        if (g_ascii_isdigit (p[1]))
          continue;
        /* Digits one by one are no list of numbers. */
        groups += run->all && n > 1 && !g_ascii_isdigit (p[-1]) ? 0 : 1;
        if (groups > MAX_GROUPS)
          return;
        self->ends[n] = p + 1;
      }
}

/* Behind the number of exactly @wanted digits, which @digits takes; NULL where no group ends there. */
static const char *
take_groups (const Groups *self, guint wanted, char *digits)
{
  if (self->ends[wanted] == NULL)
    return NULL;
  memcpy (digits, self->digits, wanted);
  digits[wanted] = '\0';

  return self->ends[wanted];
}

/* "08.12.2024 10.30" is a day: a telephone has at least three digits in its first group, or "62" behind a "+". */
static gboolean
begins_as_phone (const char *p, gboolean plus)
{
  return plus || strspn (p, "0123456789") >= 3 ||
         (g_str_has_prefix (p, "62") && p[2] == ' ' && p[3] == '8');
}

/* "0 8 1 2 …", "6 2 8 1 …": one digit at a time, so that no program sees that it is a telephone. */
static gboolean
begins_spelt (const char *p)
{
  static const char *const starts[] = { "08", "628" };

  for (guint i = 0; i < G_N_ELEMENTS (starts); i++)
    {
      const char *q = p, *digit = starts[i];

      while (*digit != '\0' && *q == *digit && !g_ascii_isdigit (q[1]))
        {
          digit++;
          q++;
          q += separator (q);
        }
      if (*digit == '\0')
        return TRUE;
    }

  return FALSE;
}

/* The code of an area, in a group of its own: of three digits those of the largest towns alone, since a count of three digits is anything. */
static gboolean
is_area_code (const char *p, gsize length)
{
  static const char *const large[] = { "021", "022", "024", "031", "061" };

  for (guint i = 0; length == 3 && i < G_N_ELEMENTS (large); i++)
    if (strncmp (p, large[i], length) == 0)
      return TRUE;

  return length == 4 && p[0] == '0' && strchr ("234579", p[1]) != NULL && p[2] != '0';
}

/* The end of a telephone of a house or office that begins with the group at @p; NULL where there is none. */
static const char *
match_landline (const Groups *groups, const char *p)
{
  char digits[MAX_DIGITS + 1];
  guint code = (guint) strspn (p, "0123456789");
  guint least = code == 3 ? 7 : 5;

  if (!is_area_code (p, code))
    return NULL;
  for (guint n = 8; n >= least; n--)
    {
      const char *end = take_groups (groups, code + n, digits);

      if (end != NULL && digits[code] >= '2')
        return end;
    }

  return NULL;
}

/* Where the next group after @p begins; NULL behind the last. */
static const char *
next_group (const Run *self, const char *p)
{
  while (p < self->end && g_ascii_isdigit (*p))
    p++;
  while (p < self->end && !g_ascii_isdigit (*p))
    p++;

  return p < self->end ? p : NULL;
}

/* What begins with the group at @p: the longest first, since a NIP may hold what looks like a NIK. NULL, or the end of it. */
static const char *
match_group (const Run *self, const char *p, gboolean plus, PantauPiiKind *kind)
{
  char digits[MAX_DIGITS + 1];
  const char *end;
  Groups groups;

  read_groups (&groups, self, p);
  if (!plus && (end = take_groups (&groups, 18, digits)) != NULL && pantau_number_is_nip (digits))
    {
      *kind = PANTAU_PII_NIP;
      return end;
    }
  if (!plus && (end = take_groups (&groups, 16, digits)) != NULL && pantau_number_is_nik (digits))
    {
      *kind = PANTAU_PII_NIK;
      return end;
    }
  if (!begins_as_phone (p, plus) && !(self->all && begins_spelt (p)))
    return NULL;
  for (guint n = 15; n >= 10; n--)
    if ((end = take_groups (&groups, n, digits)) != NULL && is_phone (digits, n, plus))
      {
        *kind = PANTAU_PII_PHONE;
        return end;
      }
  end = self->all && !plus ? match_landline (&groups, p) : NULL;
  if (end != NULL)
    *kind = PANTAU_PII_PHONE;

  return end;
}

/* All that the run holds: one number, or several with a blank between them. */
static void
find_in_run (GPtrArray *found, const char *text, const Run *self)
{
  const char *p = self->start;
  gboolean plus = self->plus;

  if (self->n < (self->all ? 9 : 10) || is_amount (self) || follows_word (text, self->start, "tps"))
    return;

  while (p != NULL && !g_ascii_isdigit (*p))
    p++;
  while (p != NULL)
    {
      PantauPiiKind kind;
      const char *end = match_group (self, p, plus, &kind);

      if (end != NULL)
        add (found, kind, text, plus || p == self->start + 1 ? self->start : p, end);
      p = next_group (self, end != NULL ? end - 1 : p);
      plus = FALSE;
    }
}

static gboolean
is_local (char c)
{
  return g_ascii_isalnum (c) || (c != '\0' && strchr ("._%+-", c) != NULL);
}

static gboolean
is_domain (char c)
{
  return g_ascii_isalnum (c) || c == '.' || c == '-';
}

/* The address around the "@" at @at. FALSE where it is none, such as the name of an account: "@warga_pauh". */
static gboolean
read_email (const char *text, const char *at, const char **start, const char **end)
{
  const char *dot;

  *start = at;
  while (*start > text && is_local ((*start)[-1]))
    (*start)--;
  while (*start < at && !g_ascii_isalnum (**start))
    (*start)++;
  *end = at + 1;
  while (is_domain (**end))
    (*end)++;
  while (*end > at + 1 && !g_ascii_isalnum ((*end)[-1]))
    (*end)--;

  dot = g_strrstr_len (at + 1, *end - at - 1, ".");
  if (*start == at || dot == NULL || dot == at + 1 || *end - dot < 3)
    return FALSE;
  for (const char *p = dot + 1; p < *end; p++)
    if (!g_ascii_isalpha (*p))
      return FALSE;

  return TRUE;
}

/* The end of a link that begins at @p; @p where there is none. */
static const char *
link_end (const char *text, const char *p)
{
  static const char *const starts[] = { "http://", "https://", "www.", "wa.me/", NULL };

  /* Most letters begin none, and are asked no more. */
  if ((*p | 0x20) != 'h' && (*p | 0x20) != 'w')
    return p;
  for (guint i = 0; starts[i] != NULL && !is_word (text, p); i++)
    if (g_ascii_strncasecmp (p, starts[i], strlen (starts[i])) == 0)
      return p + strcspn (p, " \t\n\"<>");

  return p;
}

/* In a link, digits name a post or a page; only WhatsApp's links are telephones. */
static void
find_in_link (GPtrArray *found, const char *text, const char *start, const char *end)
{
  static const char *const marks[] = { "wa.me/", "phone=", NULL };
  g_autofree char *link = g_ascii_strdown (start, end - start);

  for (guint i = 0; marks[i] != NULL; i++)
    {
      const char *mark = strstr (link, marks[i]);
      const char *digits = mark != NULL ? mark + strlen (marks[i]) : NULL;
      gsize n;

      if (digits == NULL)
        continue;
      digits += *digits == '+' ? 1 : 0;
      n = strspn (digits, "0123456789");
      if (is_phone (digits, (guint) n, FALSE))
        {
          add (found, PANTAU_PII_PHONE, text, start + (digits - link), start + (digits - link) + n);
          return;
        }
    }
}

static GPtrArray *
find (const char *text, gboolean all)
{
  GPtrArray *found = g_ptr_array_new_with_free_func (g_free);
  const char *p = text;

  while (*p != '\0')
    {
      const char *start, *end = link_end (text, p);

      if (end > p)
        {
          find_in_link (found, text, p, end);
          p = end;
        }
      else if (*p == '@' && read_email (text, p, &start, &end))
        {
          /* Digits before the "@" were told as a number of their own perhaps: they are of the address. */
          while (found->len > 0)
            {
              PantauPii *last = g_ptr_array_index (found, found->len - 1);

              if (text + last->start < start)
                break;
              g_ptr_array_set_size (found, (int) found->len - 1);
            }
          add (found, PANTAU_PII_EMAIL, text, start, end);
          p = end;
        }
      else if (g_ascii_isdigit (*p))
        {
          Run run;

          read_run (&run, text, p, all);
          if (!touches_word (text, p) && !g_unichar_isalpha (g_utf8_get_char (run.end)) &&
              *run.end != '_')
            find_in_run (found, text, &run);
          p = run.end;
        }
      else
        {
          p = g_utf8_next_char (p);
        }
    }

  return found;
}

GPtrArray *
pantau_pii_find (const char *text)
{
  return find (text, FALSE);
}

GPtrArray *
pantau_pii_find_all (const char *text)
{
  return find (text, TRUE);
}

/* "NIK, telephone number": each sort once, in their order. (transfer full) */
static char *
list_kinds (GPtrArray *found)
{
  const char *const names[] = { [PANTAU_PII_NIK] = "NIK",
                                [PANTAU_PII_NIP] = "NIP",
                                [PANTAU_PII_PHONE] = _ ("a telephone number"),
                                [PANTAU_PII_EMAIL] = _ ("an e-mail address") };
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint kind = 0; kind < G_N_ELEMENTS (names); kind++)
    for (guint i = 0; i < found->len; i++)
      if (((const PantauPii *) g_ptr_array_index (found, i))->kind == kind)
        {
          g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "", names[kind]);
          break;
        }

  return g_string_free (g_steal_pointer (&text), FALSE);
}

char *
pantau_pii_warning (const char *text)
{
  g_autoptr (GPtrArray) found = pantau_pii_find (text);
  g_autofree char *kinds = found->len > 0 ? list_kinds (found) : NULL;

  if (kinds == NULL)
    return NULL;

  /* Translators: %s is a list of what was found, such as “NIK, a telephone number”. */
  return g_strdup_printf (_ ("This seems to hold: %s. Whoever reads the record will read it; of "
                             "reporters and witnesses it belongs in the sealed part only"),
                          kinds);
}
