#include "tests/crash/disk_vfs.hpp"

#include <new>
#include <stdexcept>

#include <sqlite3.h>

namespace makegood::crash {

namespace {

/// The real file lies behind it, in the memory that SQLite gave for both.
struct ShimFile {
    sqlite3_file base;
    Disk* disk;
    Disk::Handle handle;  // null: a temporary file, which no power cut leaves behind

    [[nodiscard]] sqlite3_file* real() { return reinterpret_cast<sqlite3_file*>(this + 1); }
    [[nodiscard]] const sqlite3_io_methods& methods() { return *real()->pMethods; }
};

ShimFile& shim(sqlite3_file* file) {
    return *reinterpret_cast<ShimFile*>(file);
}

sqlite3_vfs& below() {
    return *sqlite3_vfs_find(nullptr);
}

Disk& disk_of(sqlite3_vfs* vfs) {
    return *static_cast<Disk*>(vfs->pAppData);
}

/// What SQLite is told. `real` is what the default VFS said, when it was asked.
int code_of(Verdict verdict, int real, int io_error) {
    switch (verdict) {
        case Verdict::ok: return SQLITE_OK;
        case Verdict::full: return SQLITE_FULL;
        case Verdict::read_only: return SQLITE_READONLY;
        case Verdict::broken: return real == SQLITE_OK ? io_error : real;
        case Verdict::sync_failed:
        case Verdict::gone: return io_error;
    }
    return io_error;
}

int close_file(sqlite3_file* file) {
    ShimFile& own = shim(file);
    const int code = own.methods().xClose(own.real());
    own.~ShimFile();
    return code;
}

int read_file(sqlite3_file* file, void* out, int size, sqlite3_int64 offset) {
    ShimFile& own = shim(file);
    if (own.disk->is_cut()) return SQLITE_IOERR_READ;
    return own.methods().xRead(own.real(), out, size, offset);
}

int write_file(sqlite3_file* file, const void* bytes, int size, sqlite3_int64 offset) {
    ShimFile& own = shim(file);
    int code = SQLITE_OK;
    const auto real = [&] {
        code = own.methods().xWrite(own.real(), bytes, size, offset);
        return code == SQLITE_OK;
    };
    if (!own.handle) return real(), code;
    const std::string_view view(static_cast<const char*>(bytes), static_cast<std::size_t>(size));
    const Verdict verdict = own.disk->write(*own.handle, static_cast<std::size_t>(offset), view, real);
    return code_of(verdict, code, SQLITE_IOERR_WRITE);
}

int truncate_file(sqlite3_file* file, sqlite3_int64 size) {
    ShimFile& own = shim(file);
    int code = SQLITE_OK;
    const auto real = [&] {
        code = own.methods().xTruncate(own.real(), size);
        return code == SQLITE_OK;
    };
    if (!own.handle) return real(), code;
    const Verdict verdict = own.disk->truncate(*own.handle, static_cast<std::size_t>(size), real);
    return code_of(verdict, code, SQLITE_IOERR_TRUNCATE);
}

int sync_file(sqlite3_file* file, int) {
    ShimFile& own = shim(file);
    if (!own.handle) return SQLITE_OK;
    return code_of(own.disk->sync(*own.handle), SQLITE_OK, SQLITE_IOERR_FSYNC);
}

int file_size(sqlite3_file* file, sqlite3_int64* size) {
    ShimFile& own = shim(file);
    if (own.disk->is_cut()) return SQLITE_IOERR_FSTAT;
    return own.methods().xFileSize(own.real(), size);
}

int lock_file(sqlite3_file* file, int level) {
    ShimFile& own = shim(file);
    if (own.disk->is_cut()) return SQLITE_IOERR_LOCK;
    return own.methods().xLock(own.real(), level);
}

int unlock_file(sqlite3_file* file, int level) {
    return shim(file).methods().xUnlock(shim(file).real(), level);
}

int check_reserved_lock(sqlite3_file* file, int* is_held) {
    return shim(file).methods().xCheckReservedLock(shim(file).real(), is_held);
}

int control_file(sqlite3_file* file, int operation, void* argument) {
    return shim(file).methods().xFileControl(shim(file).real(), operation, argument);
}

int sector_size(sqlite3_file* file) {
    return shim(file).methods().xSectorSize(shim(file).real());
}

/// Nothing that the model does not promise: only that a write leaves the bytes beside it alone.
int characteristics(sqlite3_file*) {
    return SQLITE_IOCAP_POWERSAFE_OVERWRITE;
}

int map_memory(sqlite3_file* file, int region, int size, int extends, void volatile** out) {
    return shim(file).methods().xShmMap(shim(file).real(), region, size, extends, out);
}

int lock_memory(sqlite3_file* file, int offset, int count, int flags) {
    return shim(file).methods().xShmLock(shim(file).real(), offset, count, flags);
}

void order_memory(sqlite3_file* file) {
    shim(file).methods().xShmBarrier(shim(file).real());
}

int unmap_memory(sqlite3_file* file, int deletes) {
    return shim(file).methods().xShmUnmap(shim(file).real(), deletes);
}

/// Version 2: shared memory, and no mapped files.
const sqlite3_io_methods shim_methods{
    2,           close_file,   read_file,           write_file,   truncate_file, sync_file,       file_size,
    lock_file,   unlock_file,  check_reserved_lock, control_file, sector_size,   characteristics, map_memory,
    lock_memory, order_memory, unmap_memory,        nullptr,      nullptr};

std::optional<FileKind> kind_of(int flags) {
    if (flags & SQLITE_OPEN_MAIN_DB) return FileKind::database;
    if (flags & SQLITE_OPEN_WAL) return FileKind::log;
    if (flags & (SQLITE_OPEN_MAIN_JOURNAL | SQLITE_OPEN_SUPER_JOURNAL)) return FileKind::other;
    return std::nullopt;
}

int open_file(sqlite3_vfs* vfs, const char* path, sqlite3_file* file, int flags, int* flags_out) {
    Disk& disk = disk_of(vfs);
    file->pMethods = nullptr;
    if (disk.is_cut()) return SQLITE_CANTOPEN;
    int exists = 0;
    if (path) (void)below().xAccess(&below(), path, SQLITE_ACCESS_EXISTS, &exists);
    auto* own = new (file) ShimFile{{&shim_methods}, &disk, nullptr};
    const int code = below().xOpen(&below(), path, own->real(), flags, flags_out);
    if (code != SQLITE_OK) {
        own->~ShimFile();
        file->pMethods = nullptr;
        return code;
    }
    if (const auto kind = kind_of(flags); path && kind) own->handle = disk.open(path, *kind, exists == 0);
    return SQLITE_OK;
}

int delete_file(sqlite3_vfs* vfs, const char* path, int syncs_folder) {
    int code = SQLITE_OK;
    const Verdict verdict = disk_of(vfs).remove(path, syncs_folder != 0, [&] {
        code = below().xDelete(&below(), path, 0);
        return code == SQLITE_OK;
    });
    return code_of(verdict, code, SQLITE_IOERR_DELETE);
}

int access_file(sqlite3_vfs* vfs, const char* path, int flags, int* out) {
    if (disk_of(vfs).is_cut()) return SQLITE_IOERR_ACCESS;
    return below().xAccess(&below(), path, flags, out);
}

int full_path(sqlite3_vfs*, const char* path, int size, char* out) {
    return below().xFullPathname(&below(), path, size, out);
}

int draw_random(sqlite3_vfs*, int size, char* out) {
    return below().xRandomness(&below(), size, out);
}

int sleep_for(sqlite3_vfs*, int microseconds) {
    return below().xSleep(&below(), microseconds);
}

int current_time(sqlite3_vfs*, sqlite3_int64* out) {
    return below().xCurrentTimeInt64(&below(), out);
}

int last_error(sqlite3_vfs*, int size, char* out) {
    return below().xGetLastError(&below(), size, out);
}

}  // namespace

DiskVfs::DiskVfs(Disk& disk) : vfs_(std::make_unique<sqlite3_vfs>()) {
    static std::atomic<int> serial{0};
    name_ = "disk-" + std::to_string(++serial);
    vfs_->iVersion = 2;
    vfs_->szOsFile = static_cast<int>(sizeof(ShimFile)) + below().szOsFile;
    vfs_->mxPathname = below().mxPathname;
    vfs_->zName = name_.c_str();
    vfs_->pAppData = &disk;
    vfs_->xOpen = open_file;
    vfs_->xDelete = delete_file;
    vfs_->xAccess = access_file;
    vfs_->xFullPathname = full_path;
    vfs_->xRandomness = draw_random;
    vfs_->xSleep = sleep_for;
    vfs_->xGetLastError = last_error;
    vfs_->xCurrentTimeInt64 = current_time;
    if (sqlite3_vfs_register(vfs_.get(), 0) != SQLITE_OK) throw std::runtime_error("SQLite does not take the VFS");
}

DiskVfs::~DiskVfs() {
    sqlite3_vfs_unregister(vfs_.get());
}

}  // namespace makegood::crash
