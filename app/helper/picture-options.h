/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* The most pixels that are drawn on the longer side. */
#define PICTURE_MAX_DRAWN 4096

/* Reads `--pixels N`: @most is N, or 0 where nothing is to be drawn. FALSE for anything else. */
gboolean picture_options_read (int argc, char **argv, int *most);
