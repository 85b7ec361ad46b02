/* SPDX-License-Identifier: ISC */
/*
 * What stands in for libFuzzer under an ordinary compiler: every seed as it
 * is, cut at every length, and with a fixed series of octets changed. The
 * same seeds always give the same inputs, so that the last seed named on
 * standard output is enough to see a failure again.
 *
 *	fuzz_x FOLDER|FILE...
 */
#include <dirent.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum {
	SEED_MAX = 1 << 20,
	/* Longer seeds are cut only in their first part: time is bounded. */
	CUT_MAX = 2048,
	CHANGES = 2000,
	CHANGED_OCTETS_MAX = 8,
};

/* Run an input in memory of exactly its size, so that AddressSanitizer sees
 * the first octet read past it. */
static void
run(const uint8_t *bytes, size_t len)
{
	uint8_t *exact = malloc(len > 0 ? len : 1);

	if (exact == NULL)
		abort();
	memcpy(exact, bytes, len);
	LLVMFuzzerTestOneInput(exact, len);
	free(exact);
}

/* Marsaglia's xorshift: the same series on every machine. */
static uint32_t
next_random(uint32_t *state)
{
	*state ^= *state << 13;
	*state ^= *state >> 17;
	*state ^= *state << 5;
	return *state;
}

static void
run_changed(const uint8_t *seed, size_t len, uint8_t *work)
{
	uint32_t state = 2463534242;

	for (int i = 0; i < CHANGES && len > 0; i++) {
		uint32_t n = 1 + next_random(&state) % CHANGED_OCTETS_MAX;

		memcpy(work, seed, len);
		while (n-- > 0) {
			size_t at = next_random(&state) % len;

			work[at] = (uint8_t)next_random(&state);
		}
		run(work, len);
	}
}

static int
replay_file(const char *path)
{
	static uint8_t seed[SEED_MAX], work[SEED_MAX];
	FILE *file = fopen(path, "rb");
	size_t len;

	if (file == NULL) {
		perror(path);
		return 1;
	}
	len = fread(seed, 1, sizeof(seed), file);
	fclose(file);
	printf("%s\n", path);
	fflush(stdout);
	run(seed, len);
	for (size_t cut = 0; cut < len && cut < CUT_MAX; cut++)
		run(seed, cut);
	run_changed(seed, len, work);
	return 0;
}

/* Return: how many files failed to be read; -1 when @path is no folder. */
static int
replay_folder(const char *path, int *n_files)
{
	DIR *folder = opendir(path);
	struct dirent *entry;
	char name[4096];
	int failed = 0;

	if (folder == NULL)
		return -1;
	while ((entry = readdir(folder)) != NULL) {
		if (entry->d_name[0] == '.')
			continue;
		snprintf(name, sizeof(name), "%s/%s", path, entry->d_name);
		failed += replay_file(name);
		(*n_files)++;
	}
	closedir(folder);
	return failed;
}

int
main(int argc, char **argv)
{
	int failed = 0, n_files = 0;

	for (int i = 1; i < argc; i++) {
		int result = replay_folder(argv[i], &n_files);

		if (result < 0) {
			result = replay_file(argv[i]);
			n_files++;
		}
		failed += result;
	}
	printf("%d seeds\n", n_files);
	return failed > 0 || n_files == 0 ? EXIT_FAILURE : EXIT_SUCCESS;
}
