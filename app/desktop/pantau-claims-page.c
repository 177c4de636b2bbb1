/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The board. What is filtered stays while the page does; the figures are asked anew each minute, since "the last day" moves. */

#define G_LOG_DOMAIN "pantau-claims-page"

#include "config.h"

#include "pantau-claims-page.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "pantau-chips.h"
#include "pantau-claim-board.h"
#include "pantau-claim-row.h"
#include "pantau-duty.h"
#include "pantau-harm.h"
#include "pantau-inquiry.h"
#include "pantau-line-layout.h"
#include "pantau-list-pour.h"
#include "pantau-locale.h"
#include "pantau-page-layout.h"
#include "pantau-ui.h"

/* Claims that are listed at first, and so many more each time. */
#define STEP 25

struct _PantauClaimsPage
{
  GtkWidget parent_instance;

  PantauInquiry *inquiry; /* (owned) (nullable) once it is disposed */
  PantauClaimOrder order;
  guint limit;
  GPtrArray *verdicts; /* (owned): codes beside the names in the drop-down; "" for all */
  GPtrArray *regions;  /* (owned): likewise */

  GtkLabel *explain_label;
  GtkListBox *list;
  GtkButton *more_button;
  PantauChips *orders;
  GtkWidget *record_button;
  GtkDropDown *region_choice;
  GtkWidget *reset_button;
  GtkStack *stack;
  AdwStatusPage *status;
  GtkDropDown *verdict_choice;
};

typedef enum
{
  PROP_SESSION = 1,
} PantauClaimsPageProperty;

G_DEFINE_FINAL_TYPE (PantauClaimsPage, pantau_claims_page, GTK_TYPE_WIDGET)

static GParamSpec *properties[PROP_SESSION + 1];

typedef struct
{
  PantauReference *reference; /* (owned) */
  PantauClaimFilter filter;
  char *verdict; /* (nullable) */
  char *region;  /* (nullable) */
} Question;

static void
question_free (gpointer data)
{
  Question *question = data;

  pantau_reference_unref (question->reference);
  g_free (question->verdict);
  g_free (question->region);
  g_free (question);
}

/* The code that is chosen. (nullable): NULL for all */
static const char *
get_choice (GtkDropDown *choice, GPtrArray *codes)
{
  guint selected = gtk_drop_down_get_selected (choice);
  const char *code = selected < codes->len ? g_ptr_array_index (codes, selected) : "";

  return *code != '\0' ? code : NULL;
}

static gpointer
make_question (GtkWidget *page, PantauSession *session)
{
  PantauClaimsPage *self = PANTAU_CLAIMS_PAGE (page);
  Question *question = g_new0 (Question, 1);

  question->reference = pantau_reference_ref (pantau_session_get_reference (session));
  question->verdict = g_strdup (get_choice (self->verdict_choice, self->verdicts));
  question->region = g_strdup (get_choice (self->region_choice, self->regions));
  question->filter = (PantauClaimFilter){
    .order = self->order,
    .verdict = question->verdict,
    .region = question->region,
    .limit = self->limit,
    .now = pantau_session_get_now (session),
  };

  return question;
}

static gpointer
read_board (
    PantauStore *store, PantauDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  Question *question = data;

  return pantau_claim_board_read (store, question->reference, &question->filter, cancellable,
                                  error);
}

static void
fill_row (GtkWidget *row, gpointer item, gpointer data)
{
  pantau_claim_row_set (PANTAU_CLAIM_ROW (row), item);
}

static void
show_status (PantauClaimsPage *self, const char *icon, const char *title, const char *text)
{
  adw_status_page_set_icon_name (self->status, icon);
  adw_status_page_set_title (self->status, title);
  adw_status_page_set_description (self->status, text);
  gtk_stack_set_visible_child_name (self->stack, "empty");
}

static gboolean
is_filtered (PantauClaimsPage *self)
{
  return get_choice (self->verdict_choice, self->verdicts) != NULL ||
         get_choice (self->region_choice, self->regions) != NULL;
}

/* Nothing at all, or nothing of what is asked for: the way out is another one. */
static void
show_nothing (PantauClaimsPage *self)
{
  gboolean filtered = is_filtered (self);
  PantauSession *session = pantau_inquiry_get_session (self->inquiry);

  gtk_widget_set_visible (self->reset_button, filtered);
  gtk_widget_set_visible (self->record_button,
                          !filtered && pantau_duty_may_record (session, "hoax"));
  if (filtered)
    show_status (
        self, "edit-find-symbolic", _ ("No claim of this kind"),
        _ ("There are claims with another verdict or from other regions, or none at all."));
  else
    show_status (self, "pantau-hoax-symbolic", _ ("No claims yet"),
                 _ ("Hoaxes that are recorded stand here, those that spread most first. Those that "
                    "say the same become sightings of one claim."));
}

static void
show (GtkWidget *widget, gpointer answer, const GError *error)
{
  PantauClaimsPage *self = PANTAU_CLAIMS_PAGE (widget);
  g_autoptr (PantauClaimBoard) board = answer;

  if (board == NULL)
    {
      g_autofree char *text = g_markup_escape_text (error->message, -1);

      gtk_widget_set_visible (self->reset_button, FALSE);
      gtk_widget_set_visible (self->record_button, FALSE);
      show_status (self, "dialog-warning-symbolic", _ ("The claims cannot be read"), text);
      return;
    }

  pantau_list_pour (self->list, board->items, PANTAU_TYPE_CLAIM_ROW, fill_row, NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->more_button), board->has_more);
  if (board->items->len > 0)
    gtk_stack_set_visible_child_name (self->stack, "list");
  else
    show_nothing (self);
}

static const PantauInquirySubject subject = {
  .make_question = make_question,
  .read = read_board,
  .show = show,
  .free_question = question_free,
  .free_answer = (GDestroyNotify) pantau_claim_board_free,
  .is_of_the_hour = TRUE,
};

static void
ask_from_the_top (PantauClaimsPage *self)
{
  self->limit = STEP;
  pantau_inquiry_ask (self->inquiry);
}

static void
show_more (PantauClaimsPage *self)
{
  self->limit += STEP;
  pantau_inquiry_ask (self->inquiry);
}

static const char *
explain (PantauClaimsPage *self)
{
  PantauSession *session = pantau_inquiry_get_session (self->inquiry);

  switch (self->order)
    {
    case PANTAU_CLAIMS_BY_SPREAD:
      return _ ("Seen in most kabupaten/kota first");
    case PANTAU_CLAIMS_BY_SPEED:
      return _ ("Most sightings within 24 hours first");
    case PANTAU_CLAIMS_BY_HARM:
      return session != NULL ? pantau_harm_note (pantau_reference_get_harm (
                                                     pantau_session_get_reference (session)),
                                                 pantau_locale_get ())
                             : "";
    case PANTAU_CLAIMS_BY_VERDICT:
      return _ ("What nobody has decided yet first");
    case PANTAU_CLAIMS_NEWEST:
    default:
      return _ ("Seen last first");
    }
}

static void
set_order (PantauClaimsPage *self, PantauClaimOrder order)
{
  self->order = order;
  pantau_chips_set_selected (self->orders, pantau_claim_order_name (order));
  gtk_label_set_label (self->explain_label, explain (self));
}

/* There is always an order: what was chosen stays where the choice is taken away. */
static void
order_picked (PantauClaimsPage *self, const char *id)
{
  PantauClaimOrder order = self->order;

  if (!pantau_claim_order_from_name (id, &order))
    {
      set_order (self, self->order);
      return;
    }
  set_order (self, order);
  ask_from_the_top (self);
}

static void
choice_changed (PantauClaimsPage *self)
{
  ask_from_the_top (self);
}

static void
reset (PantauClaimsPage *self)
{
  gtk_drop_down_set_selected (self->verdict_choice, 0);
  gtk_drop_down_set_selected (self->region_choice, 0);
}

static void
set_names (PantauClaimsPage *self, GtkDropDown *choice, GtkStringList *names)
{
  g_signal_handlers_block_by_func (choice, choice_changed, self);
  gtk_drop_down_set_model (choice, G_LIST_MODEL (names));
  g_signal_handlers_unblock_by_func (choice, choice_changed, self);
}

static void
fill_verdicts (PantauClaimsPage *self, PantauReference *reference)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  GPtrArray *choices = pantau_kinds_choices (pantau_reference_get_kinds (reference), "verdict");

  g_ptr_array_set_size (self->verdicts, 0);
  g_ptr_array_add (self->verdicts, g_strdup (""));
  gtk_string_list_append (names, _ ("All verdicts"));
  for (guint i = 0; choices != NULL && i < choices->len; i++)
    {
      const PantauChoice *choice = g_ptr_array_index (choices, i);

      g_ptr_array_add (self->verdicts, g_strdup (choice->code));
      gtk_string_list_append (names, pantau_label_get (&choice->name, pantau_locale_get ()));
    }
  set_names (self, self->verdict_choice, names);
}

/* What lies right below the region of whoever works here; below a kecamatan there is nothing to choose. */
static void
fill_regions (PantauClaimsPage *self, PantauSession *session)
{
  PantauRegions *regions = pantau_reference_get_regions (pantau_session_get_reference (session));
  const char *own = pantau_session_get_region (session);
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  g_autoptr (GPtrArray) below = pantau_regions_children (
      regions, *own != '\0' ? own : pantau_regions_get_nth (regions, 0)->code);
  gboolean is_wide = pantau_region_level (own) < 3;

  g_ptr_array_set_size (self->regions, 0);
  g_ptr_array_add (self->regions, g_strdup (""));
  gtk_string_list_append (names, _ ("All regions"));
  for (guint i = 0; is_wide && i < below->len; i++)
    {
      const PantauRegion *region = g_ptr_array_index (below, i);
      g_autofree char *name = pantau_ui_region_name (regions, region->code);

      g_ptr_array_add (self->regions, g_strdup (region->code));
      gtk_string_list_append (names, name);
    }
  set_names (self, self->region_choice, names);
  gtk_widget_set_visible (GTK_WIDGET (self->region_choice), is_wide);
}

static void
add_orders (PantauClaimsPage *self)
{
  static const PantauClaimOrder orders[PANTAU_N_CLAIM_ORDERS] = {
    PANTAU_CLAIMS_BY_SPREAD, PANTAU_CLAIMS_BY_SPEED, PANTAU_CLAIMS_BY_HARM,
    PANTAU_CLAIMS_BY_VERDICT, PANTAU_CLAIMS_NEWEST
  };
  const char *const names[PANTAU_N_CLAIM_ORDERS] = { /* Translators: orders of a list of hoaxes */
                                                     _ ("Spread"), _ ("Speed"), _ ("Harm"),
                                                     _ ("Verdict"), _ ("Newest")
  };

  for (guint i = 0; i < PANTAU_N_CLAIM_ORDERS; i++)
    pantau_chips_add (self->orders, pantau_claim_order_name (orders[i]), names[i]);
}

static void
set_session (PantauClaimsPage *self, PantauSession *session)
{
  if (!pantau_inquiry_set_session (self->inquiry, session))
    return;
  if (session != NULL)
    {
      fill_verdicts (self, pantau_session_get_reference (session));
      fill_regions (self, session);
    }
  set_order (self, self->order);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SESSION]);
}

static void
pantau_claims_page_dispose (GObject *object)
{
  PantauClaimsPage *self = PANTAU_CLAIMS_PAGE (object);

  if (self->inquiry != NULL)
    pantau_inquiry_end (self->inquiry);
  g_clear_object (&self->inquiry);
  pantau_ui_dispose_template (GTK_WIDGET (self), PANTAU_TYPE_CLAIMS_PAGE);

  G_OBJECT_CLASS (pantau_claims_page_parent_class)->dispose (object);
}

static void
pantau_claims_page_finalize (GObject *object)
{
  PantauClaimsPage *self = PANTAU_CLAIMS_PAGE (object);

  g_ptr_array_unref (self->verdicts);
  g_ptr_array_unref (self->regions);

  G_OBJECT_CLASS (pantau_claims_page_parent_class)->finalize (object);
}

static void
pantau_claims_page_get_property (GObject *object, guint property, GValue *value, GParamSpec *pspec)
{
  PantauClaimsPage *self = PANTAU_CLAIMS_PAGE (object);

  switch ((PantauClaimsPageProperty) property)
    {
    case PROP_SESSION:
      g_value_set_object (value, pantau_inquiry_get_session (self->inquiry));
      break;
    }
}

static void
pantau_claims_page_set_property (GObject *object,
                                 guint property,
                                 const GValue *value,
                                 GParamSpec *pspec)
{
  switch ((PantauClaimsPageProperty) property)
    {
    case PROP_SESSION:
      set_session (PANTAU_CLAIMS_PAGE (object), g_value_get_object (value));
      break;
    }
}

static void
pantau_claims_page_class_init (PantauClaimsPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = pantau_claims_page_dispose;
  object_class->finalize = pantau_claims_page_finalize;
  object_class->get_property = pantau_claims_page_get_property;
  object_class->set_property = pantau_claims_page_set_property;

  properties[PROP_SESSION] =
      g_param_spec_object ("session", NULL, NULL, PANTAU_TYPE_SESSION,
                           G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  g_type_ensure (PANTAU_TYPE_CHIPS);
  g_type_ensure (PANTAU_TYPE_LINE_LAYOUT);
  gtk_widget_class_set_layout_manager_type (widget_class, PANTAU_TYPE_PAGE_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/id/pantau/Pantau/ui/pantau-claims-page.ui");
  gtk_widget_class_bind_template_callback (widget_class, choice_changed);
  gtk_widget_class_bind_template_callback (widget_class, order_picked);
  gtk_widget_class_bind_template_callback (widget_class, reset);
  gtk_widget_class_bind_template_callback (widget_class, show_more);
  gtk_widget_class_bind_template_child (widget_class, PantauClaimsPage, explain_label);
  gtk_widget_class_bind_template_child (widget_class, PantauClaimsPage, list);
  gtk_widget_class_bind_template_child (widget_class, PantauClaimsPage, more_button);
  gtk_widget_class_bind_template_child (widget_class, PantauClaimsPage, orders);
  gtk_widget_class_bind_template_child (widget_class, PantauClaimsPage, record_button);
  gtk_widget_class_bind_template_child (widget_class, PantauClaimsPage, region_choice);
  gtk_widget_class_bind_template_child (widget_class, PantauClaimsPage, reset_button);
  gtk_widget_class_bind_template_child (widget_class, PantauClaimsPage, stack);
  gtk_widget_class_bind_template_child (widget_class, PantauClaimsPage, status);
  gtk_widget_class_bind_template_child (widget_class, PantauClaimsPage, verdict_choice);
}

static void
pantau_claims_page_init (PantauClaimsPage *self)
{
  self->limit = STEP;
  self->verdicts = g_ptr_array_new_with_free_func (g_free);
  self->regions = g_ptr_array_new_with_free_func (g_free);
  gtk_widget_init_template (GTK_WIDGET (self));
  self->inquiry = pantau_inquiry_new (GTK_WIDGET (self), &subject);
  add_orders (self);
  set_order (self, PANTAU_CLAIMS_BY_SPREAD);
}
