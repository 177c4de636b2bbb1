/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Similar claims while a hoax is typed. It stands in one place, below what is typed. It asks at each key, one question at a time, and what it shows
 * stays until the answer to the newest question is there: nothing flickers under anybody's fingers.
 */

#define G_LOG_DOMAIN "pantau-similar"

#include "config.h"

#include "pantau-similar-card.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "pantau-line-layout.h"
#include "pantau-list-fill.h"
#include "pantau-similar-row.h"
#include "pantau-similar-work.h"
#include "pantau-ui.h"

struct _PantauSimilarCard
{
  GtkWidget parent_instance;

  PantauSession *session;      /* (owned) (nullable) until it is set */
  PantauForm *form;            /* (owned) (nullable) likewise */
  GArray *pictures;            /* of guint64 */
  PantauSimilarAnswer *answer; /* (owned) (nullable): what is shown */
  GCancellable *
      asking; /* (owned) (nullable): of the question under way; cancelled once it is an older one */
  gboolean is_stale; /* the claims are others than when it was asked */

  GtkLabel *heading_label;
  GtkLabel *hint_label;
  GtkListBox *list;
};

G_DEFINE_FINAL_TYPE (PantauSimilarCard, pantau_similar_card, GTK_TYPE_WIDGET)

/* Nobody waits for an answer any more. */
static void
stop (PantauSimilarCard *self)
{
  g_cancellable_cancel (self->asking);
  g_clear_object (&self->asking);
}

/* A claim in the list, and the key that joins it. */
typedef struct
{
  const PantauSimilarClaim *claim;
  guint n; /* 0: it is joined */
} Item;

static void
fill_row (GtkWidget *row, gpointer data, gpointer user_data)
{
  const Item *item = data;

  pantau_similar_row_set (PANTAU_SIMILAR_ROW (row), item->claim, item->n);
}

static void
add_item (GPtrArray *items, const PantauSimilarClaim *claim, guint n)
{
  Item *item = g_new (Item, 1);

  item->claim = claim;
  item->n = n;
  g_ptr_array_add (items, item);
}

static gboolean
has_focus_within (PantauSimilarCard *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self));
}

/* One claim that was joined, or up to three that may be. */
static void
show (PantauSimilarCard *self)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_free);
  const PantauSimilarAnswer *answer = self->answer;
  gboolean is_joined = answer != NULL && answer->joined != NULL;
  gboolean had_focus = has_focus_within (self);
  GtkListBoxRow *first;

  if (is_joined)
    add_item (items, answer->joined, 0);
  for (guint i = 0; answer != NULL && !is_joined && i < answer->claims->len; i++)
    add_item (items, g_ptr_array_index (answer->claims, i), i + 1);

  gtk_label_set_label (self->heading_label, is_joined
                                                ? _ ("Will be saved as a sighting of this claim")
                                                : _ ("Similar claims"));
  gtk_label_set_label (self->hint_label, is_joined ? _ ("The claim stays as it is")
                                                   /* Translators: a hint beside a list of claims */
                                                   : _ ("Ctrl+J joins the first"));
  pantau_list_fill (self->list, items, PANTAU_TYPE_SIMILAR_ROW, fill_row, NULL);
  gtk_widget_set_visible (GTK_WIDGET (self), items->len > 0);

  /* Who pressed a button that is another one now goes on from there. */
  first = gtk_list_box_get_row_at_index (self->list, 0);
  if (had_focus && !has_focus_within (self) && items->len > 0 && first != NULL)
    gtk_widget_grab_focus (pantau_similar_row_get_button (PANTAU_SIMILAR_ROW (first)));
}

/* @answer: (transfer full) (nullable). Rows that stay as they are are not touched: who stands on one stays there. */
static void
take_answer (PantauSimilarCard *self, PantauSimilarAnswer *answer)
{
  g_autoptr (PantauSimilarAnswer) old = g_steal_pointer (&self->answer);

  self->answer = answer;
  if (!pantau_similar_answer_equal (old, answer))
    show (self);
}

static void ask (PantauSimilarCard *self);

static void
was_asked (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (PantauSimilarCard) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (PantauSimilarAnswer) answer =
      pantau_similar_ask_finish (PANTAU_SESSION (source), result, &error);
  gboolean is_late;

  /* Another form, or none any more. */
  if (self->asking == NULL || g_task_get_cancellable (G_TASK (result)) != self->asking)
    return;
  is_late = g_cancellable_is_cancelled (self->asking);
  g_clear_object (&self->asking);
  if (is_late)
    {
      ask (self);
      return;
    }
  /* Nobody asked for this, so nobody is told that it failed; what was shown is of an older question. */
  if (answer == NULL)
    g_message ("%s", error != NULL ? error->message : "no answer");
  take_answer (self, g_steal_pointer (&answer));
  if (self->is_stale)
    ask (self);
}

/* One question at a time: a thread that is slower than fingers is asked the newest one next, and none in between. */
static void
ask (PantauSimilarCard *self)
{
  if (self->form == NULL || !pantau_form_has_claim (self->form))
    return;
  if (!pantau_similar_can_ask (self->form, self->pictures->len))
    {
      stop (self);
      take_answer (self, NULL);
      return;
    }
  if (self->asking != NULL)
    {
      g_cancellable_cancel (self->asking);
      return;
    }
  self->is_stale = FALSE;
  self->asking = g_cancellable_new ();
  pantau_similar_ask (self->session, self->form, (const guint64 *) self->pictures->data,
                      self->pictures->len, self->asking, was_asked, g_object_ref (self));
}

static void
form_changed (PantauForm *form, const char *name, PantauSimilarCard *self)
{
  static const char *const asked[] = { "", PANTAU_FORM_CLAIM_NAME, "title", "quote", "url", NULL };

  if (g_strv_contains (asked, name))
    ask (self);
}

/* The answer that is on its way is shown all the same: a desk that receives much would never see one otherwise. */
static void
session_changed (PantauSimilarCard *self)
{
  self->is_stale = self->asking != NULL;
  if (!self->is_stale)
    ask (self);
}

static void
join (GtkWidget *widget, const char *name, GVariant *parameter)
{
  pantau_similar_card_join (PANTAU_SIMILAR_CARD (widget), g_variant_get_uint32 (parameter));
}

static void
separate (GtkWidget *widget, const char *name, GVariant *parameter)
{
  PantauSimilarCard *self = PANTAU_SIMILAR_CARD (widget);

  if (self->form != NULL)
    pantau_form_set_claim (self->form, NULL, NULL);
}

static void
pantau_similar_card_dispose (GObject *object)
{
  PantauSimilarCard *self = PANTAU_SIMILAR_CARD (object);

  stop (self);
  pantau_ui_dispose_template (GTK_WIDGET (self), PANTAU_TYPE_SIMILAR_CARD);
  g_clear_object (&self->form);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (pantau_similar_card_parent_class)->dispose (object);
}

static void
pantau_similar_card_finalize (GObject *object)
{
  PantauSimilarCard *self = PANTAU_SIMILAR_CARD (object);

  g_clear_pointer (&self->answer, pantau_similar_answer_free);
  g_array_unref (self->pictures);

  G_OBJECT_CLASS (pantau_similar_card_parent_class)->finalize (object);
}

static void
pantau_similar_card_class_init (PantauSimilarCardClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = pantau_similar_card_dispose;
  object_class->finalize = pantau_similar_card_finalize;

  gtk_widget_class_install_action (widget_class, "similar.join", "u", join);
  gtk_widget_class_install_action (widget_class, "similar.separate", NULL, separate);

  g_type_ensure (PANTAU_TYPE_LINE_LAYOUT);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/id/pantau/Pantau/ui/pantau-similar-card.ui");
  gtk_widget_class_bind_template_child (widget_class, PantauSimilarCard, heading_label);
  gtk_widget_class_bind_template_child (widget_class, PantauSimilarCard, hint_label);
  gtk_widget_class_bind_template_child (widget_class, PantauSimilarCard, list);
}

static void
pantau_similar_card_init (PantauSimilarCard *self)
{
  self->pictures = g_array_new (FALSE, FALSE, sizeof (guint64));
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
pantau_similar_card_set (PantauSimilarCard *self, PantauSession *session, PantauForm *form)
{
  g_return_if_fail (PANTAU_IS_SIMILAR_CARD (self));
  g_return_if_fail (PANTAU_IS_SESSION (session) && PANTAU_IS_FORM (form));

  stop (self);
  if (self->form != NULL)
    g_signal_handlers_disconnect_by_data (self->form, self);
  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (self->session, self);
  g_set_object (&self->session, session);
  g_set_object (&self->form, form);
  g_array_set_size (self->pictures, 0);
  take_answer (self, NULL);
  if (!pantau_form_has_claim (form))
    return;

  g_signal_connect_object (form, "changed", G_CALLBACK (form_changed), self, 0);
  /* Another office’s claim may have come. */
  g_signal_connect_object (session, "changed", G_CALLBACK (session_changed), self,
                           G_CONNECT_SWAPPED);
  ask (self);
}

void
pantau_similar_card_set_pictures (PantauSimilarCard *self, const guint64 *pictures, guint n)
{
  g_return_if_fail (PANTAU_IS_SIMILAR_CARD (self));

  if (n == self->pictures->len &&
      (n == 0 || memcmp (pictures, self->pictures->data, n * sizeof *pictures) == 0))
    return;
  g_array_set_size (self->pictures, 0);
  if (n > 0)
    g_array_append_vals (self->pictures, pictures, n);
  ask (self);
}

gboolean
pantau_similar_card_join (PantauSimilarCard *self, guint n)
{
  const PantauSimilarClaim *claim;

  g_return_val_if_fail (PANTAU_IS_SIMILAR_CARD (self), FALSE);

  /* What is joined is what is on the screen; a joined record has no second claim. */
  if (self->answer == NULL || self->answer->joined != NULL || n == 0 ||
      n > self->answer->claims->len)
    return FALSE;
  claim = g_ptr_array_index (self->answer->claims, n - 1);
  pantau_form_set_claim (self->form, claim->claim, claim->title);

  return TRUE;
}
