/* SPDX-License-Identifier: ISC */
#ifndef REPOD_ANSWER_RENDER_H
#define REPOD_ANSWER_RENDER_H

/* repod --render PATH: print what a machine would get. */

/** render_option() - one of its options, of enum render_letter. Return: 0; 1
 * for a value that does not fit, logged. */
int render_option(void *settings, int letter, const char *value);

/** render_run() - for struct daemon_tool; @settings is a struct
 * repod_settings. Return: enum daemon_exit. */
int render_run(void *settings);

/** enum render_letter - beyond every letter */
enum render_letter {
	RENDER_PATH = 256,
	RENDER_MAC,
	RENDER_IP,
	RENDER_SERIAL,
};

#endif
