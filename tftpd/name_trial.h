/* SPDX-License-Identifier: ISC */
#ifndef TFTPD_NAME_TRIAL_H
#define TFTPD_NAME_TRIAL_H

/**
 * name_trial_run() - print, step by step, what a client that asks for a name
 * gets: tftpd --try, see struct daemon_tool
 * @settings: struct tftpd_settings, with trial
 *
 * Return: enum daemon_exit: OK where there is a file; CONFIG where there is
 * none, or the configuration has errors; START where the tree cannot be opened.
 */
int name_trial_run(void *settings);

#endif
