/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the filter buttons offer. All of it ends as text in the search entry, so that there is one truth and it can be read. */

#define G_LOG_DOMAIN "pantau-filter-choice"

#include "config.h"

#include "pantau-filter-choice.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "pantau-locale.h"
#include "pantau-query.h"

/* Regions offered for what is typed. */
#define MAX_REGIONS 40

struct _PantauFilterChoice
{
  GObject parent_instance;

  char *key;   /* of pantau-query.h */
  char *value; /* (nullable): NULL takes the filter out */
  char *label;
  char *detail;
};

typedef enum
{
  PROP_LABEL = 1,
  PROP_DETAIL,
} PantauFilterChoiceProperty;

G_DEFINE_FINAL_TYPE (PantauFilterChoice, pantau_filter_choice, G_TYPE_OBJECT)

static GParamSpec *properties[PROP_DETAIL + 1];

/* The filters that each subject stands for; only one of them at a time. */
static const char *const keys[][4] = {
  [PANTAU_FILTER_KIND] = { "jenis" },
  [PANTAU_FILTER_REGION] = { "wilayah" },
  [PANTAU_FILTER_STATUS] = { "status" },
  [PANTAU_FILTER_STATE] = { "keadaan", "beda", "karantina" },
};

/* States of records: value and key are a contract of pantau-query.h. */
static const struct
{
  const char *key, *value, *label;
} states[] = {
  { "keadaan", "tersimpan", N_ ("Saved on this laptop") },
  { "keadaan", "dikirim", N_ ("Being sent") },
  { "keadaan", "diterima", N_ ("Received by the province") },
  { "beda", "ya", N_ ("Answers differ") },
  { "karantina", "ya", N_ ("In quarantine") },
};

static void
pantau_filter_choice_finalize (GObject *object)
{
  PantauFilterChoice *self = PANTAU_FILTER_CHOICE (object);

  g_free (self->key);
  g_free (self->value);
  g_free (self->label);
  g_free (self->detail);

  G_OBJECT_CLASS (pantau_filter_choice_parent_class)->finalize (object);
}

static void
pantau_filter_choice_get_property (GObject *object,
                                   guint property,
                                   GValue *value,
                                   GParamSpec *pspec)
{
  PantauFilterChoice *self = PANTAU_FILTER_CHOICE (object);

  switch ((PantauFilterChoiceProperty) property)
    {
    case PROP_LABEL:
      g_value_set_string (value, self->label);
      break;
    case PROP_DETAIL:
      g_value_set_string (value, self->detail);
      break;
    }
}

static void
pantau_filter_choice_class_init (PantauFilterChoiceClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = pantau_filter_choice_finalize;
  object_class->get_property = pantau_filter_choice_get_property;

  properties[PROP_LABEL] =
      g_param_spec_string ("label", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_DETAIL] =
      g_param_spec_string ("detail", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
pantau_filter_choice_init (PantauFilterChoice *self)
{
}

static void
add (GListStore *store, const char *key, const char *value, const char *label, const char *detail)
{
  g_autoptr (PantauFilterChoice) choice = g_object_new (PANTAU_TYPE_FILTER_CHOICE, NULL);

  choice->key = g_strdup (key);
  choice->value = g_strdup (value);
  choice->label = g_strdup (label);
  choice->detail = g_strdup (detail);
  g_list_store_append (store, choice);
}

static void
add_kinds (GListStore *store, PantauReference *reference)
{
  GPtrArray *kinds = pantau_kinds_list (pantau_reference_get_kinds (reference));

  add (store, "jenis", NULL, _ ("All kinds"), "");
  for (guint i = 0; i < kinds->len; i++)
    {
      const PantauKind *kind = g_ptr_array_index (kinds, i);

      add (store, "jenis", kind->code, pantau_label_get (&kind->name, pantau_locale_get ()), "");
    }
}

/* The shortest thing that means this region alone: its name where that is enough, else its code. */
static const char *
region_value (PantauRegions *regions, const PantauRegion *region)
{
  return pantau_regions_match (regions, region->name, NULL, NULL) == region ? region->name
                                                                            : region->code;
}

static void
add_region (GListStore *store, PantauRegions *regions, const PantauRegion *region)
{
  g_autofree char *above = pantau_region_parent (region->code);
  g_autofree char *qualified = pantau_regions_qualified (regions, region->code);
  g_autofree char *detail = above != NULL && pantau_region_level (above) > 1
                                ? pantau_regions_qualified (regions, above)
                                : NULL;

  if (detail == NULL)
    {
      add (store, "wilayah", region_value (regions, region), qualified, "");
      return;
    }
  /* "Kec. Rawas Ilir", and below it "Kab. Musi Rawas Utara". */
  if (g_str_has_suffix (qualified, detail) && strlen (qualified) > strlen (detail) + 2)
    qualified[strlen (qualified) - strlen (detail) - 2] = '\0';
  add (store, "wilayah", region_value (regions, region), qualified, detail);
}

static void
add_regions (GListStore *store, PantauReference *reference, const char *text)
{
  PantauRegions *regions = pantau_reference_get_regions (reference);
  const PantauRegion *province = pantau_regions_get_nth (regions, 0);
  g_autoptr (GPtrArray) found = NULL;

  if (text[0] == '\0')
    {
      add (store, "wilayah", NULL, _ ("The whole province"), "");
      found = pantau_regions_children (regions, province->code);
    }
  else
    {
      found = pantau_regions_find (regions, text, NULL, MAX_REGIONS);
    }
  for (guint i = 0; i < found->len; i++)
    add_region (store, regions, g_ptr_array_index (found, i));
}

/* Of the kind that the query asks for; else of all, each name once. */
static void
add_statuses (GListStore *store, PantauReference *reference, const char *query)
{
  PantauKinds *kinds = pantau_reference_get_kinds (reference);
  g_autofree char *code = pantau_query_value (query, "jenis");
  const PantauKind *only = code != NULL ? pantau_kinds_lookup (kinds, code) : NULL;
  GPtrArray *all = pantau_kinds_list (kinds);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  add (store, "status", NULL, _ ("Any status"), "");
  for (guint i = 0; i < all->len; i++)
    {
      const PantauKind *kind = g_ptr_array_index (all, i);
      GPtrArray *statuses =
          only == NULL || only == kind
              ? pantau_statuses_list (pantau_reference_get_statuses (reference), kind->status_table)
              : NULL;

      for (guint j = 0; statuses != NULL && j < statuses->len; j++)
        {
          const PantauStatus *status = g_ptr_array_index (statuses, j);

          if (g_hash_table_add (seen, status->code))
            add (store, "status", status->code,
                 pantau_label_get (&status->name, pantau_locale_get ()), "");
        }
    }
}

static void
add_states (GListStore *store)
{
  add (store, "keadaan", NULL, _ ("Any state"), "");
  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    add (store, states[i].key, states[i].value, _ (states[i].label), "");
}

GListModel *
pantau_filter_choices (PantauReference *reference,
                       PantauFilterSubject subject,
                       const char *text,
                       const char *query)
{
  GListStore *store = g_list_store_new (PANTAU_TYPE_FILTER_CHOICE);

  switch (subject)
    {
    case PANTAU_FILTER_KIND:
      add_kinds (store, reference);
      break;
    case PANTAU_FILTER_REGION:
      add_regions (store, reference, text);
      break;
    case PANTAU_FILTER_STATUS:
      add_statuses (store, reference, query);
      break;
    case PANTAU_FILTER_STATE:
      add_states (store);
      break;
    }

  return G_LIST_MODEL (store);
}

static const char *
state_label (const char *key, const char *value)
{
  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    if (g_str_equal (states[i].key, key) && g_str_equal (states[i].value, value))
      return _ (states[i].label);

  return value;
}

/* The first status of that code in any table. */
static const char *
status_label (PantauReference *reference, const char *code)
{
  GPtrArray *kinds = pantau_kinds_list (pantau_reference_get_kinds (reference));

  for (guint i = 0; i < kinds->len; i++)
    {
      const PantauKind *kind = g_ptr_array_index (kinds, i);
      const PantauStatus *status = pantau_statuses_lookup (
          pantau_reference_get_statuses (reference), kind->status_table, code);

      if (status != NULL)
        return pantau_label_get (&status->name, pantau_locale_get ());
    }

  return code;
}

char *
pantau_filter_current (PantauReference *reference, PantauFilterSubject subject, const char *query)
{
  for (guint i = 0; keys[subject][i] != NULL; i++)
    {
      g_autofree char *value = pantau_query_value (query, keys[subject][i]);
      const PantauRegion *region;

      if (value == NULL || value[0] == '\0')
        continue;
      switch (subject)
        {
        case PANTAU_FILTER_KIND:
          return g_strdup (pantau_reference_kind_label (reference, value, pantau_locale_get ()));
        case PANTAU_FILTER_REGION:
          region =
              pantau_regions_match (pantau_reference_get_regions (reference), value, NULL, NULL);
          return g_strdup (region != NULL ? region->name : value);
        case PANTAU_FILTER_STATUS:
          return g_strdup (status_label (reference, value));
        case PANTAU_FILTER_STATE:
          return g_strdup (state_label (keys[subject][i], value));
        }
    }

  return NULL;
}

char *
pantau_filter_apply (const char *query, PantauFilterSubject subject, PantauFilterChoice *choice)
{
  g_autofree char *text = g_strdup (query);

  for (guint i = 0; keys[subject][i] != NULL; i++)
    {
      gboolean is_chosen = g_str_equal (keys[subject][i], choice->key);
      char *next = pantau_query_with (text, keys[subject][i], is_chosen ? choice->value : NULL);

      g_free (text);
      text = next;
    }

  return g_steal_pointer (&text);
}

const char *
pantau_filter_choice_get_label (PantauFilterChoice *self)
{
  return self->label;
}

const char *
pantau_filter_choice_get_detail (PantauFilterChoice *self)
{
  return self->detail;
}
