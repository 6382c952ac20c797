/* Records what a program does to the files below one folder, and makes chosen calls fail.
 *
 * Loaded before the C library (LD_PRELOAD). Every call that changes a file or a name below
 * CRASH_IMAGES_ROOT is done, then written to the log CRASH_IMAGES_LOG while the same lock is held,
 * so that the log's order is the order of effects. Reads are not recorded. A fault armed by
 * crash_images_arm fails the N-th such call of the chosen kinds, once or from then on; a failed
 * write leaves its first half on the disk, as a full or dying disk does.
 *
 * Record: 24 bytes of header (struct entry), then `size` bytes of payload. write_log.py reads it.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

#define FDS_MAX 4096

enum kind { OPEN = 1, CLOSE, WRITE, CUT, FLUSH, UNLINK, RENAME, MKDIR, RMDIR, CREATE };

struct entry {
    uint32_t size;
    uint16_t kind;
    uint16_t error;
    int32_t fd;
    uint32_t flags;
    int64_t offset;
};

static pthread_mutex_t turn = PTHREAD_MUTEX_INITIALIZER;
static char root[PATH_MAX];
static size_t root_size;
static int log_fd = -1;
static char watched[FDS_MAX];
static long counted, fault_at;
static int fault_error, fault_lasts;
static unsigned fault_kinds;

#define REAL(name) ((__typeof__(&name))real_of(#name))

static void *real_of(const char *name)
{
    void *found = dlsym(RTLD_NEXT, name);
    if (!found)
        abort();
    return found;
}

static void open_log(const char *path)
{
    if (log_fd >= 0)
        syscall(SYS_close, log_fd);
    log_fd = path && *path
        ? (int)syscall(SYS_openat, AT_FDCWD, path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600)
        : -1;
}

__attribute__((constructor)) static void begin(void)
{
    const char *folder = getenv("CRASH_IMAGES_ROOT");
    if (!folder || !realpath(folder, root))
        return;
    root_size = strlen(root);
    open_log(getenv("CRASH_IMAGES_LOG"));
}

/* ------------------------------------------------------------- what the test process calls */

void crash_images_log_to(const char *path)
{
    pthread_mutex_lock(&turn);
    open_log(path);
    pthread_mutex_unlock(&turn);
}

void crash_images_arm(long at, int error, int lasts, unsigned kinds)
{
    pthread_mutex_lock(&turn);
    counted = 0;
    fault_at = at;
    fault_error = error;
    fault_lasts = lasts;
    fault_kinds = kinds;
    pthread_mutex_unlock(&turn);
}

long crash_images_counted(void)
{
    return counted;
}

/* ------------------------------------------------------------- within the lock */

static int is_ours(int fd)
{
    return fd >= 0 && fd < FDS_MAX && watched[fd];
}

static void put(int kind, int error, int fd, unsigned flags, int64_t offset, const void *data,
                size_t size)
{
    struct entry head = {(uint32_t)size, (uint16_t)kind, (uint16_t)error, fd, flags, offset};
    struct iovec parts[2] = {{&head, sizeof head}, {(void *)data, size}};
    if (log_fd < 0)
        return;
    if (syscall(SYS_writev, log_fd, parts, size ? 2 : 1) != (long)(sizeof head + size))
        abort(); /* a log with a hole proves nothing */
}

static int fails(int kind)
{
    if (!(fault_kinds & (1u << kind)))
        return 0;
    counted++;
    if (fault_at <= 0 || counted < fault_at || (counted > fault_at && !fault_lasts))
        return 0;
    return fault_error;
}

static int below_root(int folder, const char *path, char *whole)
{
    char base[PATH_MAX], link[64];
    if (!root_size || !path)
        return 0;
    if (path[0] == '/') {
        snprintf(whole, PATH_MAX, "%s", path);
    } else {
        ssize_t size;
        if (folder == AT_FDCWD)
            snprintf(link, sizeof link, "/proc/self/cwd");
        else
            snprintf(link, sizeof link, "/proc/self/fd/%d", folder);
        size = readlink(link, base, sizeof base - 1);
        if (size < 0)
            return 0;
        base[size] = 0;
        if (snprintf(whole, PATH_MAX, "%s/%s", base, path) >= PATH_MAX)
            return 0;
    }
    return !strncmp(whole, root, root_size) && (whole[root_size] == '/' || !whole[root_size]);
}

/* ------------------------------------------------------------- names */

static int opened(int folder, const char *path, int flags, mode_t mode)
{
    char whole[PATH_MAX];
    int fd, error, fresh;
    if (!below_root(folder, path, whole))
        return (int)REAL(openat)(folder, path, flags, mode);
    pthread_mutex_lock(&turn);
    fresh = (flags & O_CREAT) && syscall(SYS_faccessat, folder, path, F_OK) != 0;
    error = fresh ? fails(CREATE) : 0;
    fd = error ? -1 : (int)REAL(openat)(folder, path, flags, mode);
    if (error)
        errno = error;
    error = errno;
    if (fd >= FDS_MAX)
        abort();
    if (fd >= 0) {
        watched[fd] = 1;
        put(fresh ? CREATE : OPEN, 0, fd, (unsigned)flags, 0, whole, strlen(whole));
    }
    pthread_mutex_unlock(&turn);
    errno = error;
    return fd;
}

#define MODE_OF(flags, mode)                          \
    mode_t mode = 0;                                  \
    if ((flags) & (O_CREAT | O_TMPFILE)) {            \
        va_list rest;                                 \
        va_start(rest, flags);                        \
        mode = (mode_t)va_arg(rest, int);             \
        va_end(rest);                                 \
    }

int open(const char *path, int flags, ...)
{
    MODE_OF(flags, mode)
    return opened(AT_FDCWD, path, flags, mode);
}

int open64(const char *path, int flags, ...)
{
    MODE_OF(flags, mode)
    return opened(AT_FDCWD, path, flags, mode);
}

int openat(int folder, const char *path, int flags, ...)
{
    MODE_OF(flags, mode)
    return opened(folder, path, flags, mode);
}

int openat64(int folder, const char *path, int flags, ...)
{
    MODE_OF(flags, mode)
    return opened(folder, path, flags, mode);
}

int close(int fd)
{
    int done;
    pthread_mutex_lock(&turn);
    if (is_ours(fd)) {
        watched[fd] = 0;
        put(CLOSE, 0, fd, 0, 0, NULL, 0);
    }
    done = REAL(close)(fd);
    pthread_mutex_unlock(&turn);
    return done;
}

static int named(int kind, const char *payload, size_t size, int failure, long done)
{
    int error = failure ? failure : (done < 0 ? errno : 0);
    if (!error || failure)
        put(kind, error, -1, 0, 0, payload, size);
    pthread_mutex_unlock(&turn);
    errno = error;
    return error ? -1 : 0;
}

static int removed(int folder, const char *path, int flags)
{
    char whole[PATH_MAX];
    int error, kind = flags & AT_REMOVEDIR ? RMDIR : UNLINK;
    if (!below_root(folder, path, whole))
        return (int)syscall(SYS_unlinkat, folder, path, flags);
    pthread_mutex_lock(&turn);
    error = syscall(SYS_faccessat, folder, path, F_OK) == 0 ? fails(kind) : 0;
    return named(kind, whole, strlen(whole), error,
                 error ? -1 : syscall(SYS_unlinkat, folder, path, flags));
}

int unlink(const char *path) { return removed(AT_FDCWD, path, 0); }
int rmdir(const char *path) { return removed(AT_FDCWD, path, AT_REMOVEDIR); }
int unlinkat(int folder, const char *path, int flags) { return removed(folder, path, flags); }

int renameat(int from_folder, const char *from, int to_folder, const char *to)
{
    char whole[2 * PATH_MAX], target[PATH_MAX];
    size_t size;
    int error, inside = below_root(from_folder, from, whole);
    if (!below_root(to_folder, to, target) && !inside)
        return (int)syscall(SYS_renameat, from_folder, from, to_folder, to);
    size = strlen(whole) + 1;
    memcpy(whole + size, target, strlen(target));
    size += strlen(target);
    pthread_mutex_lock(&turn);
    error = fails(RENAME);
    return named(RENAME, whole, size, error,
                 error ? -1 : syscall(SYS_renameat, from_folder, from, to_folder, to));
}

int rename(const char *from, const char *to) { return renameat(AT_FDCWD, from, AT_FDCWD, to); }

int mkdir(const char *path, mode_t mode)
{
    char whole[PATH_MAX];
    int error;
    if (!below_root(AT_FDCWD, path, whole))
        return (int)syscall(SYS_mkdirat, AT_FDCWD, path, mode);
    pthread_mutex_lock(&turn);
    error = syscall(SYS_faccessat, AT_FDCWD, path, F_OK) == 0 ? 0 : fails(MKDIR);
    return named(MKDIR, whole, strlen(whole), error,
                 error ? -1 : syscall(SYS_mkdirat, AT_FDCWD, path, mode));
}

/* ------------------------------------------------------------- contents */

static ssize_t written(int fd, const void *data, size_t size, int64_t offset, int moves)
{
    ssize_t done;
    int error;
    pthread_mutex_lock(&turn);
    if (moves)
        offset = (REAL(fcntl)(fd, F_GETFL) & O_APPEND) ? lseek64(fd, 0, SEEK_END)
                                                       : lseek64(fd, 0, SEEK_CUR);
    error = fails(WRITE);
    if (error)
        done = syscall(SYS_pwrite64, fd, data, size / 2, offset);
    else if (moves)
        done = syscall(SYS_write, fd, data, size);
    else
        done = syscall(SYS_pwrite64, fd, data, size, offset);
    if (done > 0)
        put(WRITE, error, fd, 0, offset, data, (size_t)done);
    if (!error && done < 0)
        error = errno;
    pthread_mutex_unlock(&turn);
    errno = error;
    return error ? -1 : done;
}

ssize_t write(int fd, const void *data, size_t size)
{
    return is_ours(fd) ? written(fd, data, size, 0, 1) : syscall(SYS_write, fd, data, size);
}

ssize_t pwrite64(int fd, const void *data, size_t size, off64_t offset)
{
    return is_ours(fd) ? written(fd, data, size, offset, 0)
                               : syscall(SYS_pwrite64, fd, data, size, offset);
}

ssize_t pwrite(int fd, const void *data, size_t size, off_t offset)
{
    return pwrite64(fd, data, size, offset);
}

static int changed(int kind, int fd, int64_t size, long call)
{
    long done;
    int error;
    if (!is_ours(fd))
        return (int)syscall(call, fd, size);
    pthread_mutex_lock(&turn);
    error = fails(kind);
    done = error ? -1 : syscall(call, fd, size);
    if (!error && done < 0)
        error = errno;
    put(kind, error, fd, 0, size, NULL, 0);
    pthread_mutex_unlock(&turn);
    errno = error;
    return error ? -1 : 0;
}

int ftruncate64(int fd, off64_t size) { return changed(CUT, fd, size, SYS_ftruncate); }
int ftruncate(int fd, off_t size) { return changed(CUT, fd, size, SYS_ftruncate); }
int fsync(int fd) { return changed(FLUSH, fd, 0, SYS_fsync); }
int fdatasync(int fd) { return changed(FLUSH, fd, 0, SYS_fdatasync); }

/* ------------------------------------------------------------- ways past the recorder: closed */

static int refused(int fd)
{
    errno = EINVAL; /* callers fall back to reading and writing */
    return is_ours(fd);
}

ssize_t sendfile(int out, int in, off_t *offset, size_t count)
{
    return refused(out) ? -1 : REAL(sendfile)(out, in, offset, count);
}

ssize_t sendfile64(int out, int in, off64_t *offset, size_t count)
{
    return refused(out) ? -1 : REAL(sendfile64)(out, in, offset, count);
}

ssize_t copy_file_range(int in, off64_t *in_at, int out, off64_t *out_at, size_t size,
                        unsigned flags)
{
    return refused(out) ? -1 : REAL(copy_file_range)(in, in_at, out, out_at, size, flags);
}

ssize_t writev(int fd, const struct iovec *parts, int count)
{
    return refused(fd) ? -1 : REAL(writev)(fd, parts, count);
}
