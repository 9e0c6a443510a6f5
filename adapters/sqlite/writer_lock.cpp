#include "adapters/sqlite/writer_lock.hpp"

#include <array>
#include <cerrno>
#include <cstring>

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

namespace makegood::sqlite {

namespace {

std::string read_holder(int descriptor) {
    std::array<char, 32> text{};
    const ssize_t size = pread(descriptor, text.data(), text.size() - 1, 0);
    return size > 0 ? std::string(text.data(), static_cast<std::size_t>(size)) : "unknown";
}

/// Only for people to read: that it could not be written is no reason not to start.
void write_holder(int descriptor) {
    const std::string text = std::to_string(getpid());
    if (ftruncate(descriptor, 0) != 0) return;
    if (pwrite(descriptor, text.data(), text.size(), 0) < 0) return;
}

}  // namespace

Result<WriterLock, std::string> WriterLock::take(const std::string& database_path) {
    const std::string path = database_path + ".writer";
    const int descriptor = open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
    if (descriptor < 0) return Failure{"\"" + path + "\" cannot be opened: " + std::strerror(errno)};
    if (flock(descriptor, LOCK_EX | LOCK_NB) == 0) {
        write_holder(descriptor);
        return WriterLock(descriptor);
    }
    std::string reason = errno == EWOULDBLOCK
                             ? "process " + read_holder(descriptor) + " writes to \"" + database_path +
                                   "\" already (it holds \"" + path + "\"); one process writes at a time"
                             : "\"" + path + "\" cannot be locked: " + std::strerror(errno);
    close(descriptor);
    return Failure{std::move(reason)};
}

WriterLock::~WriterLock() {
    if (descriptor_ >= 0) close(descriptor_);
}

}  // namespace makegood::sqlite
