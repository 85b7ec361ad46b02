/* SPDX-License-Identifier: ISC */
#include "dhcpd/report.h"

#include <stdio.h>
#include <string.h>

#include "common/cursor.h"
#include "common/log.h"
#include "common/text.h"

enum {
	LINE_MAX_LEN = 896,
	FILE_TEXT_MAX = 300,
	MINUTE_S = 60,
	HOUR_S = 3600,
};

/* What each outcome is called. A quiet one is for -v alone; a silent one has
 * no reply, and its line says why. */
static const struct outcome {
	const char *step;  /* of the event; NULL for none */
	const char *reply; /* NULL for silence */
	const char *result;
	bool is_quiet, is_warning;
} outcomes[] = {
	[ENGINE_IGNORED] = { .result = "ignored" },
	[ENGINE_MALFORMED] = { .is_quiet = true },
	[ENGINE_NO_SUBNET] = { .is_quiet = true },
	[ENGINE_REFUSED] = { "refused", NULL, "refused", false, true },
	[ENGINE_LIMITED] = { "refused", NULL, "refused", false, true },
	[ENGINE_EXHAUSTED] = { "offer", NULL, "failed", false, true },
	[ENGINE_UNRECORDED] = { "ack", NULL, "failed", false, true },
	[ENGINE_OFFERED] = { "offer", "OFFER", "ok", false, false },
	[ENGINE_ACKED] = { "ack", "ACK", "ok", false, false },
	[ENGINE_NAKED] = { "nak", "NAK", "ok", false, false },
	[ENGINE_DECLINED] = { "decline", NULL, "ok", false, true },
	[ENGINE_RELEASED] = { "release", NULL, "ok", false, false },
	[ENGINE_INFORMED] = { "inform", "ACK", "ok", false, false },
	[ENGINE_BOOT_OFFERED] = { "offer", "boot OFFER", "ok", false, false },
	[ENGINE_BOOT_ACKED] = { "ack", "boot ACK", "ok", false, false },
	[ENGINE_BOOTP] = { "bootp", "BOOTREPLY", "ok", false, false },
};

static void
write_duration(struct writer *out, uint32_t seconds)
{
	uint32_t unit = seconds % HOUR_S == 0 ? HOUR_S
	    : seconds % MINUTE_S == 0	      ? MINUTE_S
					      : 1;

	writer_text(out, " for ");
	writer_decimal(out, seconds / unit, 1);
	writer_u8(out, unit == HOUR_S ? 'h' : unit == MINUTE_S ? 'm' : 's');
}

/* Who it is about, for the line and the event. */
struct subject {
	char machine[DHCP_CLIENT_NAME_MAX];
	char address[ADDRESS_TEXT_MAX]; /* where the answer has one */
};

static void
write_subject(struct writer *out, const struct engine_answer *answer,
    const struct outcome *outcome, const struct subject *subject)
{
	writer_text(out, subject->machine);
	writer_u8(out, ' ');
	writer_text(out, dhcp_type_name(answer->request->type));
	if (outcome->reply) {
		writer_text(out, " -> ");
		writer_text(out, outcome->reply);
	}
	if (answer->address) {
		writer_u8(out, ' ');
		writer_text(out, subject->address);
	}
	if (answer->outcome == ENGINE_ACKED)
		write_duration(out, answer->lease_s);
}

/* Firmware that asked for a boot file and got none stops there; one from
 * another host is none that the tftpd here could have a line about. */
static void
write_boot_file(struct writer *out, const struct engine_answer *answer)
{
	const struct dhcp_client *client = answer->client;
	char file[FILE_TEXT_MAX], server[ADDRESS_TEXT_MAX];

	if (answer->has_menu)
		writer_text(out, ", boot menu");
	if (answer->boot_file) {
		writer_text(out, ", boot file ");
		writer_text(out,
		    text_escape(file, sizeof(file), answer->boot_file,
			strlen(answer->boot_file)));
		if (answer->next_server != answer->source && !client->is_http) {
			writer_text(out, " from ");
			writer_text(
			    out, address_text(server, answer->next_server));
		}
	} else if (answer->len > 0 && answer->outcome != ENGINE_NAKED &&
	    !answer->has_menu && (client->is_pxe || client->is_http)) {
		writer_text(out, ", no boot file");
	}
}

static void
write_rest(struct writer *out, const struct engine_answer *answer,
    const char *interface)
{
	char arch[DHCP_CLIENT_NAME_MAX], relay[ADDRESS_TEXT_MAX];

	write_boot_file(out, answer);
	if (answer->reason[0])
		writer_format(out, ": %s", answer->reason);
	writer_text(out, " (");
	writer_text(out, dhcp_client_arch_name(arch, answer->client));
	writer_text(out, ", ");
	writer_text(out, interface);
	if (answer->request->giaddr) {
		writer_text(out, ", relay ");
		writer_text(out, address_text(relay, answer->request->giaddr));
	}
	if (answer->host)
		writer_format(out, ", host %s", answer->host);
	writer_text(out, ")");
	writer_u8(out, 0);
}

static void
report_line(const struct engine_answer *answer, const struct outcome *outcome,
    const struct subject *subject, const char *interface)
{
	char line[LINE_MAX_LEN];
	struct writer out = writer_over(line, sizeof(line));

	if (outcome->is_quiet && !log_is_verbose())
		return;
	write_subject(&out, answer, outcome, subject);
	write_rest(&out, answer, interface);
	line[sizeof(line) - 1] = '\0';
	if (outcome->is_quiet)
		log_debug("%s", line);
	else if (outcome->is_warning || answer->is_alarm)
		log_warn("%s", line);
	else
		log_info_text(line);
}

static void
report_event(const struct engine_answer *answer, const struct outcome *outcome,
    const struct subject *subject, struct event_log *log)
{
	const struct event event = { .step = outcome->step,
		.machine = subject->machine,
		.address = answer->address ? subject->address : NULL,
		.object = answer->boot_file,
		.outcome = outcome->result,
		.reason = answer->reason[0] ? answer->reason : NULL };

	if (outcome->step)
		event_log_write(log, &event);
}

void
report_answer(const struct engine_answer *answer, const char *interface,
    struct event_log *log)
{
	const struct outcome *outcome = &outcomes[answer->outcome];
	struct subject subject;

	if (answer->outcome == ENGINE_MALFORMED || !answer->client)
		return;
	if (!answer->is_news && !outcome->is_quiet)
		return;
	dhcp_client_name(subject.machine, answer->client);
	address_text(subject.address, answer->address);
	report_line(answer, outcome, &subject, interface);
	report_event(answer, outcome, &subject, log);
}

void
report_conflict(uint32_t address, const uint8_t *mac, const char *interface)
{
	char text[ADDRESS_TEXT_MAX], owner[MAC_TEXT_MAX] = "a machine";

	if (mac)
		mac_text(owner, mac);
	log_warn("%s is in use by %s, who has no lease for it (%s); it is not "
		 "offered for %d minutes",
	    address_text(text, address), owner, interface,
	    LEASE_DECLINE_MS / 1000 / 60);
}
