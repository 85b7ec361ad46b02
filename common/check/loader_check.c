/* SPDX-License-Identifier: ISC */
#include "common/check/loader_check.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "common/check/check_walk.h"
#include "common/check/syslinux_file.h"

static int
read_file(const struct check_place *place, const char *name, uint8_t **ret,
    size_t *ret_len)
{
	return check_place_read_text(
	    &place->boot, name, (char **)(void *)ret, ret_len);
}

static void
tell(const struct check_place *place, bool is_error, const char *code,
    const char *file, const char *object, const char *text)
{
	char file_path[CHECK_PATH_MAX], object_path[CHECK_PATH_MAX];

	check_report_add(place->report,
	    (struct check_finding){
		.is_error = is_error,
		.code = code,
		.file = check_place_path(&place->boot, file, file_path),
		.object = check_place_path(&place->boot, object, object_path),
		.remedy = "copy the loader and its .c32 files from one "
			  "Syslinux, all of them",
	    },
	    "%s", text);
}

/* What the module is linked with lies beside it. */
static void
check_needs(const struct check_place *place, const char *folder,
    const char *module, const uint8_t *bytes, size_t len)
{
	char name[32], full[PATH_NAME_MAX], text[128];
	size_t pos = 0;

	while (syslinux_file_needs(bytes, len, &pos, name)) {
		if (!path_resolve(folder, name, full) ||
		    strcmp(full, module) == 0 ||
		    check_place_look(&place->boot, full, NULL) == 0)
			continue;
		snprintf(text, sizeof(text), "it is linked with %s, not there",
		    name);
		tell(place, true, "syslinux-library", module, full, text);
	}
}

/* @ret_compiler: what compiled the core; "" where it does not say. */
static void
check_core(const struct check_place *place, const char *loader,
    const struct syslinux_version *version, const char *core,
    char *ret_compiler)
{
	char text[256];
	uint8_t *bytes;
	unsigned major;
	size_t len;
	int r = read_file(place, core, &bytes, &len);

	if (r < 0) {
		snprintf(text, sizeof(text),
		    "PXELINUX %s needs its ldlinux.c32, which is %s",
		    version->text, check_place_reason(r));
		tell(place, true, "syslinux-core", loader, core, text);
		return;
	}
	syslinux_file_compiler(bytes, len, ret_compiler);
	major = syslinux_file_major(bytes, len);
	if (syslinux_file_module(bytes, len) == SYSLINUX_ELF64)
		major = 0;
	if (major != version->major) {
		snprintf(text, sizeof(text),
		    "it is PXELINUX %s, and its ldlinux.c32 %s", version->text,
		    major == 6	     ? "is of Syslinux 6"
			: major == 5 ? "is of Syslinux 5"
				     : "is none for BIOS");
		tell(place, true, "syslinux-version", loader, core, text);
	}
	free(bytes);
}

/* Two builds of one generation may miss each other's names, or not: what was
 * built elsewhere than the core is worth a word. */
static void
check_build(const struct check_place *place, const char *module,
    const uint8_t *bytes, size_t len, const char *core, const char *compiler)
{
	char own[SYSLINUX_COMPILER_MAX], text[3 * SYSLINUX_COMPILER_MAX];

	if (!*compiler || !syslinux_file_compiler(bytes, len, own) ||
	    strcmp(own, compiler) == 0)
		return;
	snprintf(text, sizeof(text),
	    "it is of another build of Syslinux (%s) than its ldlinux.c32 (%s)",
	    own, compiler);
	tell(place, false, "syslinux-mixed", module, core, text);
}

/* The menu's modules must be of the loader's kind, and of its core's build. */
static void
check_modules(const struct check_place *place, const char *loader,
    const char *folder, const char *core, const char *compiler, unsigned major)
{
	static const char *const names[] = { "menu.c32", "vesamenu.c32",
		"chain.c32", "mboot.c32", "reboot.c32", "libutil.c32",
		"libcom32.c32", "libmenu.c32" };
	char full[PATH_NAME_MAX], text[128];
	enum syslinux_module format,
	    wanted = major >= 5 ? SYSLINUX_ELF32
	    : major == 4	? SYSLINUX_COM32R
				: SYSLINUX_COM32;
	uint8_t *bytes;
	size_t len;

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		/* Libraries came with 5; what lies there before is nobody's. */
		if (major < 5 && strncmp(names[i], "lib", 3) == 0)
			continue;
		if (!path_resolve(folder, names[i], full) ||
		    read_file(place, full, &bytes, &len) < 0)
			continue;
		format = syslinux_file_module(bytes, len);
		if (format != wanted &&
		    !(major == 4 && format == SYSLINUX_COM32)) {
			snprintf(text, sizeof(text),
			    "PXELINUX of Syslinux %u cannot run this module",
			    major);
			tell(
			    place, true, "syslinux-module", loader, full, text);
		} else {
			check_needs(place, folder, full, bytes, len);
			check_build(place, full, bytes, len, core, compiler);
		}
		free(bytes);
	}
}

static void
check_loader(const struct check_place *place, const char *loader)
{
	struct syslinux_version version;
	char folder[PATH_NAME_MAX], core[PATH_NAME_MAX];
	char compiler[SYSLINUX_COMPILER_MAX] = "";
	uint8_t *bytes;
	size_t len;
	bool is_known;

	if (read_file(place, loader, &bytes, &len) < 0)
		return;
	is_known = syslinux_file_version(bytes, len, &version);
	free(bytes);
	if (!is_known || !path_resolve(loader, "..", folder) ||
	    !path_resolve(folder, "ldlinux.c32", core))
		return;
	if (version.major >= 5)
		check_core(place, loader, &version, core, compiler);
	check_modules(place, loader, folder, core, compiler, version.major);
}

static bool
take_entry(void *owner, const struct check_walk_entry *entry)
{
	const struct check_place *place = owner;

	if (entry->is_folder)
		return !check_place_has(
			   &place->boot, entry->path, ".treeinfo") &&
		    !check_place_has(&place->boot, entry->path, ".discinfo");
	if (strcmp(entry->name, "pxelinux.0") == 0 ||
	    strcmp(entry->name, "lpxelinux.0") == 0)
		check_loader(place, entry->path);
	return false;
}

void
loader_check_run(const struct check_place *place)
{
	if (place->boot.tree)
		check_walk(&place->boot, take_entry, (void *)(uintptr_t)place);
}
