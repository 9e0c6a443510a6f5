#include "tests/adapters/http_api/failing_disk.hpp"

#include <atomic>
#include <limits>
#include <stdexcept>

#include <sqlite3.h>

namespace makegood::http_api {

namespace {

using Fault = FailingDisk::Fault;

constexpr long endless = std::numeric_limits<long>::max() / 2;

std::atomic<Fault> fault_now{Fault::none};
std::atomic<long> bytes_left{endless};

sqlite3_vfs* real_vfs = nullptr;
sqlite3_vfs failing_vfs{};
const sqlite3_io_methods* real_methods = nullptr;
sqlite3_io_methods failing_methods{};

int write(sqlite3_file* file, const void* bytes, int size, sqlite3_int64 at) {
    if (fault_now == Fault::read_only) return SQLITE_IOERR_WRITE;
    if (fault_now == Fault::full || bytes_left.fetch_sub(size) < size) return SQLITE_FULL;
    return real_methods->xWrite(file, bytes, size, at);
}

int truncate(sqlite3_file* file, sqlite3_int64 size) {
    return fault_now == Fault::read_only ? SQLITE_IOERR_TRUNCATE : real_methods->xTruncate(file, size);
}

int sync(sqlite3_file* file, int flags) {
    return fault_now == Fault::does_not_flush ? SQLITE_IOERR_FSYNC : real_methods->xSync(file, flags);
}

/// Opens as the machine's VFS does, then puts our writing in the place of its own.
int open(sqlite3_vfs*, sqlite3_filename name, sqlite3_file* file, int flags, int* flags_out) {
    const int code = real_vfs->xOpen(real_vfs, name, file, flags, flags_out);
    if (code == SQLITE_OK && file->pMethods == real_methods) file->pMethods = &failing_methods;
    return code;
}

/// The methods of the machine's VFS are known once it has opened a file.
const sqlite3_io_methods* methods_of_real_files() {
    sqlite3* database = nullptr;
    sqlite3_file* file = nullptr;
    sqlite3_open_v2("", &database, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, real_vfs->zName);
    sqlite3_exec(database, "PRAGMA journal_mode = MEMORY; PRAGMA cache_size = 1; CREATE TABLE t (x);", nullptr, nullptr,
                 nullptr);
    sqlite3_close(database);
    (void)file;
    return nullptr;
}

}  // namespace

}  // namespace makegood::http_api
