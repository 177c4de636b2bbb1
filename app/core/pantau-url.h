/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pantau-reference.h"

G_BEGIN_DECLS

/*
 * Links as people copy them. They are compared and shown, and never followed: no function here asks the network anything, and none opens a
 * link. What a record holds is what was typed; the canonical writing only tells whether two people mean the same page.
 */

/* Characters of a link; what is longer was not meant as one. */
#define PANTAU_URL_MAX 2000

/*
 * @text (UTF-8, white space around it forgiven) in the one writing that links to the same page have: https, the host in small ASCII letters without what
 * makes no difference (www., m., twitter.com), no port that is understood anyway, no fragment, no parameters that only follow people, the
 * others sorted, no slash at the end (tautan.json). A short link stays what it is. Without a scheme it is taken where it begins with www. or has a path.
 *
 * Returns: (transfer full): or NULL with PANTAU_ERROR_INVALID and a sentence: empty, over PANTAU_URL_MAX, with blanks, with control or invisible characters
 * or signs that turn its direction, of another scheme (“javascript:”), with a name before “@”, without a host.
 */
char *pantau_url_canonical (PantauReference *reference,
                            const char *text,
                            GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Whether @url leads to another page that nobody can know without asking (bit.ly, s.id). FALSE for what is no link. */
gboolean pantau_url_is_short (PantauReference *reference, const char *url);

/* A code of the list `platform`: whose site @url is on, "situs" where it is any other or no link. (transfer none) */
const char *pantau_url_platform (PantauReference *reference, const char *url);

/* A link in a text. */
typedef struct
{
  gsize start;  /* bytes from the beginning of the text */
  gsize length; /* in bytes */
  char *url;    /* as it stands there */
} PantauUrlFound;

/*
 * The links in @text (UTF-8), in its order: what begins with http:// or https:// or www., and names of sites with a path behind
 * (“fb.com/warga”). A full stop, a bracket or an asterisk at the end belongs to the sentence. In linear time. (transfer full): of PantauUrlFound, perhaps empty
 */
GPtrArray *pantau_url_find (const char *text) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
