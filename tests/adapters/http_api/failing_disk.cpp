#include "tests/adapters/http_api/failing_disk.hpp"

#include <atomic>
#include <limits>
#include <map>
#include <mutex>
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

/// What a file of the machine's VFS can do, with our writing in the place of its own.
struct FailingMethods : sqlite3_io_methods {
    const sqlite3_io_methods* real = nullptr;
};

const sqlite3_io_methods& real_methods(sqlite3_file* file) {
    return *static_cast<const FailingMethods*>(file->pMethods)->real;
}

int write(sqlite3_file* file, const void* bytes, int size, sqlite3_int64 at) {
    if (fault_now == Fault::read_only) return SQLITE_IOERR_WRITE;
    if (fault_now == Fault::full || bytes_left.fetch_sub(size) < size) return SQLITE_FULL;
    return real_methods(file).xWrite(file, bytes, size, at);
}

int truncate(sqlite3_file* file, sqlite3_int64 size) {
    return fault_now == Fault::read_only ? SQLITE_IOERR_TRUNCATE : real_methods(file).xTruncate(file, size);
}

int sync(sqlite3_file* file, int flags) {
    return fault_now == Fault::does_not_flush ? SQLITE_IOERR_FSYNC : real_methods(file).xSync(file, flags);
}

/// The machine's VFS has several tables of methods: one for files that are locked, one for those that are not.
const FailingMethods* failing(const sqlite3_io_methods* real) {
    static std::mutex mutex;
    static std::map<const sqlite3_io_methods*, FailingMethods> known;
    const std::lock_guard lock(mutex);
    const auto [found, is_new] = known.try_emplace(real);
    FailingMethods& methods = found->second;
    if (!is_new) return &methods;
    static_cast<sqlite3_io_methods&>(methods) = *real;
    methods.real = real;
    methods.xWrite = write;
    methods.xTruncate = truncate;
    methods.xSync = sync;
    return &methods;
}

int open(sqlite3_vfs*, sqlite3_filename name, sqlite3_file* file, int flags, int* flags_out) {
    const int code = real_vfs->xOpen(real_vfs, name, file, flags, flags_out);
    if (code == SQLITE_OK) file->pMethods = failing(file->pMethods);
    return code;
}

}  // namespace

FailingDisk::FailingDisk() {
    recovers();
    real_vfs = sqlite3_vfs_find(nullptr);
    failing_vfs = *real_vfs;
    failing_vfs.pNext = nullptr;
    failing_vfs.zName = "failing";
    failing_vfs.xOpen = open;
    if (sqlite3_vfs_register(&failing_vfs, 0) != SQLITE_OK) throw std::runtime_error("no VFS for a test");
}

FailingDisk::~FailingDisk() {
    sqlite3_vfs_unregister(&failing_vfs);
}

std::string FailingDisk::name() {
    return "failing";
}

void FailingDisk::fails(Fault fault) {
    bytes_left = endless;
    fault_now = fault;
}

void FailingDisk::fills_after(long bytes) {
    fault_now = Fault::none;
    bytes_left = bytes;
}

}  // namespace makegood::http_api
