/* Ends a process at its n-th file operation under one directory: before it, or, of a write, in its middle.
 *
 * Loaded with LD_PRELOAD. Idle until fault_arm(directory, n) is called; fault_count() tells how many there have been.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

static char directory[PATH_MAX];
static atomic_long count, last;
static atomic_int armed;

void fault_arm(const char *path, long n) {
    snprintf(directory, sizeof directory, "%s", path);
    atomic_store(&count, 0);
    atomic_store(&last, n);
    atomic_store(&armed, 1);
}

long fault_count(void) { return atomic_load(&count); }

static int is_inside(const char *path) { return path && strncmp(path, directory, strlen(directory)) == 0; }

static int is_open_inside(int fd) {
    char link[64], path[PATH_MAX];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (length < 0) return 0;
    path[length] = 0;
    return is_inside(path);
}

/* Whether the operation that comes now is the last. */
static int is_last(void) { return atomic_fetch_add(&count, 1) + 1 == atomic_load(&last); }

static void passed(int inside) {
    if (inside && is_last()) _exit(137);
}

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))
#define CHANGES(flags) ((flags) & (O_CREAT | O_TRUNC | O_WRONLY | O_RDWR))

#define OPEN(name)                                                    \
    int name(const char *path, int flags, ...) {                      \
        va_list rest;                                                 \
        va_start(rest, flags);                                        \
        mode_t mode = flags & O_CREAT ? va_arg(rest, mode_t) : 0;     \
        va_end(rest);                                                 \
        if (atomic_load(&armed) && CHANGES(flags)) passed(is_inside(path)); \
        return REAL(name)(path, flags, mode);                         \
    }
OPEN(open)
OPEN(open64)

#define ON_FILE(name)                                      \
    int name(int fd) {                                     \
        if (atomic_load(&armed)) passed(is_open_inside(fd)); \
        return REAL(name)(fd);                             \
    }
ON_FILE(fsync)
ON_FILE(fdatasync)

ssize_t write(int fd, const void *bytes, size_t size) {
    if (atomic_load(&armed) && is_open_inside(fd) && is_last()) {
        REAL(write)(fd, bytes, size / 2);
        _exit(137);
    }
    return REAL(write)(fd, bytes, size);
}

int rename(const char *from, const char *to) {
    if (atomic_load(&armed)) passed(is_inside(to));
    return REAL(rename)(from, to);
}

int unlink(const char *path) {
    if (atomic_load(&armed)) passed(is_inside(path));
    return REAL(unlink)(path);
}

int unlinkat(int folder, const char *path, int flags) {
    if (atomic_load(&armed)) passed(is_open_inside(folder) || is_inside(path));
    return REAL(unlinkat)(folder, path, flags);
}

int mkdir(const char *path, mode_t mode) {
    if (atomic_load(&armed)) passed(is_inside(path));
    return REAL(mkdir)(path, mode);
}

int ftruncate64(int fd, off64_t length) {
    if (atomic_load(&armed)) passed(is_open_inside(fd));
    return REAL(ftruncate64)(fd, length);
}
