/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * What tautan.json knows of links: which parameters only follow people, which hosts are one site, which pages are one page. Platforms change
 * that whenever they like, so it is data. pantau-url.h applies it; nothing here opens a link.
 */

/* Pages of one site that have one writing. */
typedef struct
{
  char *from;    /* "/shorts/" and '*': each '*' is any one part between slashes */
  char *to;      /* (nullable): '*' is what the last one was; what follows in the path stays */
  char **keep;   /* (nullable): the only parameters that say which page it is */
  gboolean ends; /* what follows in the path, such as a heading, makes no difference */
} PantauUrlPath;

/* A page that shows where one goes before one goes there. */
typedef struct
{
  char *path;      /* "" for the site itself */
  char *parameter; /* that holds the link */
} PantauUrlThrough;

/* A site. Everything in it belongs to the PantauUrlRules that gave it. */
typedef struct
{
  char *host;
  char **also;        /* other names of the same site */
  char *is;           /* (nullable): another site's host, where its pages are found */
  char **prefixes;    /* first labels of the host that make no difference on this site */
  char *platform;     /* a code of the list `platform` of choices.json */
  char **drop;        /* parameters that make no difference, '*' at the end for any end */
  GPtrArray *paths;   /* of PantauUrlPath */
  GPtrArray *through; /* of PantauUrlThrough */
} PantauUrlSite;

/* The rules of the reference data. Immutable, so any thread may read it. */
typedef struct _PantauUrlRules PantauUrlRules;

/* Reads tautan.json. NULL with PANTAU_ERROR_MALFORMED that names file and line. */
PantauUrlRules *pantau_url_rules_new (GBytes *bytes, GError **error) G_GNUC_WARN_UNUSED_RESULT;
PantauUrlRules *pantau_url_rules_ref (PantauUrlRules *self);
void pantau_url_rules_unref (PantauUrlRules *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PantauUrlRules, pantau_url_rules_unref)

/* All sites, in the order of the file. (transfer none): of PantauUrlSite */
GPtrArray *pantau_url_rules_list (PantauUrlRules *self);

/* The site that has @host (small letters) or is above it: "facebook.com" for "web.facebook.com". (transfer none) (nullable) */
const PantauUrlSite *pantau_url_rules_site (PantauUrlRules *self, const char *host);

/* @host without what makes no difference: "kompas.com" for "www.kompas.com", "x.com" for "mobile.twitter.com". (transfer full) */
char *pantau_url_rules_fold_host (PantauUrlRules *self, const char *host) G_GNUC_WARN_UNUSED_RESULT;

/* Whether the parameter @name says nothing of what a page of @site (nullable: any other) shows. Letters' case makes no difference. */
gboolean pantau_url_rules_drops (PantauUrlRules *self, const PantauUrlSite *site, const char *name);

/* Whether a link to @path ("" or "/…") of @host is one that leads to another. */
gboolean pantau_url_rules_is_short (PantauUrlRules *self, const char *host, const char *path);

G_END_DECLS
