/* SPDX-License-Identifier: ISC */
#include "repod/kickstart/install_form.h"

#include <stdio.h>
#include <string.h>

#include "common/html.h"
#include "common/listing_style.h"

static const struct {
	const char *file; /* what a download is called */
	const char *title;
} pages[] = {
	[INSTALLER_KICKSTART] = { "ks.cfg", "Make a kickstart" },
	[INSTALLER_PRESEED] = { "preseed.cfg", "Make a preseed file" },
	[INSTALLER_AUTOINSTALL] = { "user-data", "Make an autoinstall" },
};

static const char *const groups[] = {
	[INSTALL_GROUP_BASIC] = "Basic",
	[INSTALL_GROUP_SOURCE] = "Installation source",
	[INSTALL_GROUP_BOOTLOADER] = "Boot loader",
	[INSTALL_GROUP_PARTITIONS] = "Partitions",
	[INSTALL_GROUP_NETWORK] = "Network",
	[INSTALL_GROUP_AUTHENTICATION] = "Accounts",
	[INSTALL_GROUP_FIREWALL] = "Firewall, SELinux, services",
	[INSTALL_GROUP_PACKAGES] = "Packages",
	[INSTALL_GROUP_SCRIPTS] = "Scripts",
};

static const char style[] =
    "body{max-width:90rem}\n"
    "main{display:grid;grid-template-columns:minmax(0,1fr) minmax(0,1fr);"
    "gap:1.5rem;align-items:start}\n"
    "fieldset{margin:0 0 1.25rem;padding:.75rem 1rem 1rem;"
    "border:1px solid var(--line);border-radius:.5rem;"
    "background:var(--panel);display:grid;"
    "grid-template-columns:repeat(auto-fill,minmax(14rem,1fr));"
    "gap:.75rem 1rem}\n"
    "legend{font-weight:600;padding:0 .35rem}\n"
    "label{display:block;font-size:.9rem}\n"
    "small{display:block;color:var(--soft)}\n"
    "small.bad{color:#b3261e}\n"
    "@media(prefers-color-scheme:dark){small.bad{color:#ff9b93}}\n"
    "input,select,textarea,button{width:100%;font:inherit;color:inherit;"
    "padding:.4rem .5rem;border:1px solid var(--soft);border-radius:.35rem;"
    "background:var(--page)}\n"
    "textarea{min-height:6rem;font-family:ui-monospace,monospace}\n"
    "button{width:auto;cursor:pointer}\n"
    ":focus-visible{outline:2px solid var(--link);outline-offset:1px}\n"
    "section{position:sticky;top:1rem;padding-bottom:1rem}\n"
    "section pre{max-height:80vh;overflow:auto}\n"
    "@media(max-width:50rem){main{grid-template-columns:minmax(0,1fr)}"
    "section{position:static}}\n";

/* The text comes from the server; only the hashes, which stay here, are put in.
 */
static const char script[] =
    "'use strict'\n"
    "const form=document.forms[0],out=document.querySelector('pre'),"
    "said=document.querySelector('[role=status]')\n"
    "let made='',turn=0\n"
    "const show=()=>{let text=made\n"
    "for(const field of form.querySelectorAll('[data-hash]'))"
    "if(field.value.trim())"
    "text=text.replaceAll('HASH-OF-'+field.id,()=>field.value.trim())\n"
    "out.textContent=text}\n"
    "const mark=text=>{for(const hint of form.querySelectorAll('small')){"
    "const field=document.getElementById(hint.id.slice(5))\n"
    "const bad=text.split('\\n').find("
    "line=>line.startsWith('# WRONG '+field.id+': '))\n"
    "hint.dataset.hint=hint.dataset.hint||hint.textContent\n"
    "hint.className=bad?'bad':''\n"
    "field.setAttribute('aria-invalid',!!bad)\n"
    "hint.textContent=bad?bad.slice(field.id.length+10):"
    "hint.dataset.hint}}\n"
    "const ask=async()=>{const mine=++turn,words=new URLSearchParams()\n"
    "for(const[key,value]of new FormData(form))"
    "if(value)words.append(key,value)\n"
    "try{const answer=await fetch('?make&'+words)\n"
    "const text=await answer.text()\n"
    "if(mine!==turn)return\n"
    "if(!answer.ok)throw Error(answer.status===414?"
    "'The scripts are too long for this page: put them into files.':"
    "'The server says '+text)\n"
    "made=text\n"
    "mark(text)\n"
    "said.textContent=''\n"
    "show()}catch(error){said.textContent=error.message}}\n"
    "let timer\n"
    "form.addEventListener('input',event=>{"
    "if('hash'in event.target.dataset){show();return}\n"
    "clearTimeout(timer)\n"
    "timer=setTimeout(ask,150)})\n"
    "form.addEventListener('submit',event=>{event.preventDefault();ask()})\n"
    "document.getElementById('copy').onclick=async()=>{"
    "try{if(navigator.clipboard)"
    "await navigator.clipboard.writeText(out.textContent)\n"
    "else{getSelection().selectAllChildren(out);"
    "document.execCommand('copy')}\n"
    "said.textContent='Copied.'}"
    "catch{said.textContent='Select the text and copy it.'}}\n"
    "document.getElementById('download').onclick=()=>{"
    "const link=document.createElement('a')\n"
    "link.href=URL.createObjectURL("
    "new Blob([out.textContent],{type:'text/plain'}))\n"
    "link.download=out.dataset.file\n"
    "link.click()\n"
    "setTimeout(()=>URL.revokeObjectURL(link.href),1000)\n"
    "said.textContent='Saved as '+out.dataset.file+'.'}\n"
    "ask()\n";

/* --- a field --- */

static void
write_option(struct writer *writer, const char *text, const char *chosen)
{
	writer_text(writer,
	    chosen && strcmp(text, chosen) == 0 ? "<option selected>"
						: "<option>");
	html_text(writer, text);
	writer_text(writer, "</option>");
}

static void
write_releases(struct writer *writer)
{
	char text[RELEASE_TEXT_MAX];
	struct release release;

	for (unsigned i = RELEASE_RHEL_LAST; i >= RELEASE_RHEL_FIRST; i--) {
		release = (struct release){ false, i };
		write_option(writer, release_text(text, &release), "rhel 9");
	}
	for (unsigned i = RELEASE_FEDORA_LAST; i >= RELEASE_FEDORA_FIRST; i--) {
		release = (struct release){ true, i };
		write_option(writer, release_text(text, &release), NULL);
	}
}

static void
write_select(struct writer *writer, enum install_field field)
{
	const struct install_about *about = install_about(field);

	writer_format(writer,
	    "<select id=\"%s\" name=\"%s\" aria-describedby=\"hint-%s\">",
	    about->key, about->key, about->key);
	if (field == INSTALL_VERSION) {
		write_releases(writer);
	} else if (about->kind == INSTALL_BOOL) {
		write_option(writer, "yes", about->otherwise);
		write_option(writer, "no", about->otherwise);
	}
	for (unsigned i = 0; about->choices[i]; i++)
		write_option(writer, about->choices[i], about->otherwise);
	writer_text(writer, "</select>");
}

static void
write_input(struct writer *writer, const struct install_about *about)
{
	/* A hash has no name: a form sends none then. */
	if (about->kind == INSTALL_SECRET)
		writer_format(writer,
		    "<input id=\"%s\" data-hash autocomplete=\"off\" "
		    "spellcheck=\"false\" aria-describedby=\"hint-%s\">",
		    about->key, about->key);
	else if (about->kind == INSTALL_SCRIPT)
		writer_format(writer,
		    "<textarea id=\"%s\" name=\"%s\" spellcheck=\"false\" "
		    "aria-describedby=\"hint-%s\"></textarea>",
		    about->key, about->key, about->key);
	else
		writer_format(writer,
		    "<input id=\"%s\" name=\"%s\" value=\"%s\" "
		    "spellcheck=\"false\" aria-describedby=\"hint-%s\">",
		    about->key, about->key,
		    about->otherwise ? about->otherwise : "", about->key);
}

static void
write_field(struct writer *writer, enum install_field field)
{
	const struct install_about *about = install_about(field);

	writer_format(writer, "<div><label for=\"%s\">", about->key);
	html_text(writer, about->label);
	writer_text(writer, "</label>");
	if (about->kind == INSTALL_CHOICE || about->kind == INSTALL_BOOL ||
	    field == INSTALL_VERSION)
		write_select(writer, field);
	else
		write_input(writer, about);
	writer_format(writer, "<small id=\"hint-%s\">", about->key);
	html_text(writer,
	    about->kind == INSTALL_SECRET
		? "of `openssl passwd -6`; it stays in this browser"
		: about->hint);
	writer_text(writer, "</small></div>\n");
}

/* --- the page --- */

static bool
is_in(enum install_field field, enum installer installer,
    enum install_group group)
{
	return install_about(field)->installers & 1U << installer &&
	    install_about(field)->group == group &&
	    field != INSTALL_BOOTLOADER_PASSWORD;
}

static void
write_group(
    struct writer *writer, enum installer installer, enum install_group group)
{
	bool has_any = false;

	for (enum install_field i = 0; i < N_INSTALL_FIELDS; i++) {
		if (!is_in(i, installer, group))
			continue;
		if (!has_any)
			writer_format(writer, "<fieldset><legend>%s</legend>\n",
			    groups[group]);
		has_any = true;
		write_field(writer, i);
	}
	if (has_any)
		writer_text(writer, "</fieldset>\n");
}

void
install_form(enum installer installer, struct writer *writer)
{
	writer_text(writer,
	    "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n"
	    "<meta charset=\"utf-8\">\n<meta name=\"viewport\" "
	    "content=\"width=device-width,initial-scale=1\">\n<title>");
	writer_text(writer, pages[installer].title);
	writer_text(writer, "</title>\n<style>\n");
	writer_text(writer, listing_style());
	writer_text(writer, style);
	writer_text(writer,
	    "</style>\n</head>\n<body>\n<nav><a href=\"./\">"
	    "Files</a></nav>\n<h1>");
	writer_text(writer, pages[installer].title);
	writer_text(writer,
	    "</h1>\n<main>\n<form action=\"\" method=\"get\" "
	    "autocomplete=\"off\">\n<input type=\"hidden\" "
	    "name=\"make\" value=\"\">\n");
	for (enum install_group i = 0; i < N_INSTALL_GROUPS; i++)
		write_group(writer, installer, i);
	writer_text(writer,
	    "<button>Show the file</button>\n</form>\n"
	    "<section aria-labelledby=\"file\"><h2 id=\"file\">The file</h2>\n"
	    "<p>It is kept nowhere but here.</p>\n");
	writer_format(writer, "<pre tabindex=\"0\" data-file=\"%s\"></pre>\n",
	    pages[installer].file);
	writer_text(writer,
	    "<button type=\"button\" id=\"copy\">Copy</button>\n"
	    "<button type=\"button\" id=\"download\">Download</button>\n"
	    "<p role=\"status\"></p>\n</section>\n</main>\n<script>\n");
	writer_text(writer, script);
	writer_text(writer, "</script>\n</body>\n</html>\n");
}
