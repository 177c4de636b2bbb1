/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How a TLS key is called. GIO tells a certificate's bytes and not its key's, so the few fields before the key are walked over here (RFC 5280
 * section 4.1): nothing is believed of them but their lengths.
 */

#include "config.h"

#include "pantau-spki.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "pantau-crypto.h"
#include "pantau-error.h"

#define TAG_INTEGER  0x02
#define TAG_SEQUENCE 0x30
#define TAG_VERSION  0xa0 /* [0] EXPLICIT */

#define PEM_BEGIN "-----BEGIN CERTIFICATE-----"
#define PEM_END   "-----END CERTIFICATE-----"

/* One element of DER. */
typedef struct
{
  guint8 tag;
  const guint8 *start;    /* of its header */
  const guint8 *contents; /* behind the header */
  const guint8 *end;
} Element;

/* The element at @at, which must lie before @limit. */
static gboolean
read_element (const guint8 *at, const guint8 *limit, Element *element)
{
  gsize left = (gsize) (limit - at), length, more = 0;

  if (left < 2 || (at[0] & 0x1f) == 0x1f)
    return FALSE;

  length = at[1];
  if (length >= 0x80)
    {
      more = length & 0x7f;
      if (more == 0 || more > 4 || left < 2 + more)
        return FALSE;
      length = 0;
      for (gsize i = 0; i < more; i++)
        length = length << 8 | at[2 + i];
    }
  if (left - 2 - more < length)
    return FALSE;

  *element = (Element){ at[0], at, at + 2 + more, at + 2 + more + length };

  return TRUE;
}

/* The element at @at is a @tag: @at goes behind it. */
static gboolean
skip (const guint8 **at, const guint8 *limit, guint8 tag)
{
  Element element;

  if (!read_element (*at, limit, &element) || element.tag != tag)
    return FALSE;
  *at = element.end;

  return TRUE;
}

gboolean
pantau_spki_is_valid (const char *text)
{
  g_autofree guint8 *bytes = NULL;
  g_autofree char *again = NULL;
  gsize length;

  if (text == NULL || strlen (text) != PANTAU_SPKI_TEXT)
    return FALSE;
  bytes = g_base64_decode (text, &length);
  again = g_base64_encode (bytes, length);

  return length == PANTAU_SHA256_SIZE && g_str_equal (text, again);
}

char *
pantau_spki_of_der (const guint8 *der, gsize length)
{
  Element certificate, content, key;
  guint8 hash[PANTAU_SHA256_SIZE];
  const guint8 *at;

  if (!read_element (der, der + length, &certificate) || certificate.tag != TAG_SEQUENCE ||
      !read_element (certificate.contents, certificate.end, &content) ||
      content.tag != TAG_SEQUENCE)
    return NULL;

  at = content.contents;
  if (at < content.end && *at == TAG_VERSION && !skip (&at, content.end, TAG_VERSION))
    return NULL;
  if (!skip (&at, content.end, TAG_INTEGER) ||  /* its number */
      !skip (&at, content.end, TAG_SEQUENCE) || /* how it is signed */
      !skip (&at, content.end, TAG_SEQUENCE) || /* by whom */
      !skip (&at, content.end, TAG_SEQUENCE) || /* from when to when */
      !skip (&at, content.end, TAG_SEQUENCE) || /* for whom */
      !read_element (at, content.end, &key) || key.tag != TAG_SEQUENCE)
    return NULL;

  pantau_sha256 (key.start, (gsize) (key.end - key.start), hash);

  return g_base64_encode (hash, sizeof hash);
}

char *
pantau_spki_of_certificate (GTlsCertificate *certificate)
{
  g_autoptr (GByteArray) der = NULL;

  g_object_get (certificate, "certificate", &der, NULL);

  return der != NULL ? pantau_spki_of_der (der->data, der->len) : NULL;
}

char *
pantau_spki_of_pem (const char *text, GError **error)
{
  const char *begin = strstr (text, PEM_BEGIN);
  const char *end = begin != NULL ? strstr (begin, PEM_END) : NULL;
  g_autofree char *base64 = NULL, *name = NULL;
  g_autofree guint8 *der = NULL;
  gsize length;

  if (end != NULL)
    {
      begin += strlen (PEM_BEGIN);
      base64 = g_strndup (begin, (gsize) (end - begin));
      der = g_base64_decode (base64, &length);
      name = pantau_spki_of_der (der, length);
    }

  return name != NULL ? g_steal_pointer (&name)
                      : pantau_throw_null (error, PANTAU_ERROR_MALFORMED,
                                           _ ("there is no certificate in PEM in this file"));
}
