#include "adapters/export/whole_file.hpp"

#include <cerrno>
#include <cstring>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace makegood::exports {

namespace {

constexpr std::size_t buffer_bytes = 1 << 18;

std::filesystem::path folder_of(const std::filesystem::path& path) {
    return path.has_parent_path() ? path.parent_path() : std::filesystem::path(".");
}

}  // namespace

WholeFile::WholeFile(std::filesystem::path path) : path_(std::move(path)) {
    std::string pattern = (folder_of(path_) / ("." + path_.filename().string() + ".XXXXXX")).string();
    descriptor_ = ::mkstemp(pattern.data());
    if (descriptor_ < 0) {
        fail("cannot be written");
    } else {
        temporary_ = pattern;
        ::fchmod(descriptor_, 0644);  // mkstemp made it readable by its owner alone
    }
}

WholeFile::~WholeFile() {
    if (descriptor_ >= 0) ::close(descriptor_);
    std::error_code ignored;
    if (!temporary_.empty()) std::filesystem::remove(temporary_, ignored);
}

void WholeFile::fail(std::string_view what) {
    if (!error_) error_ = path_.string() + " " + std::string(what) + ": " + std::strerror(errno);
}

void WholeFile::write(std::string_view bytes) {
    buffer_ += bytes;
    if (buffer_.size() >= buffer_bytes) flush();
}

void WholeFile::flush() {
    std::string_view rest = buffer_;
    while (!rest.empty() && !error_) {
        const ssize_t written = ::write(descriptor_, rest.data(), rest.size());
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) return fail("cannot be written");
        rest.remove_prefix(static_cast<std::size_t>(written));
    }
    buffer_.clear();
}

std::optional<std::string> WholeFile::rest() {
    flush();
    buffer_.shrink_to_fit();
    return error_;
}

void WholeFile::sync() {
    if (!error_ && ::fsync(descriptor_) != 0) fail("cannot be made durable");
}

void WholeFile::sync_file_system() {
    if (!error_ && ::syncfs(descriptor_) != 0) fail("cannot be made durable");
}

void WholeFile::take_name() {
    if (!error_ && ::rename(temporary_.c_str(), path_.c_str()) != 0) fail("cannot get its name");
    if (!error_) temporary_.clear();
}

void WholeFile::sync_folder() {
    if (error_) return;
    const int folder = ::open(folder_of(path_).c_str(), O_RDONLY | O_DIRECTORY);
    if (folder < 0 || ::fsync(folder) != 0) fail("cannot be made durable in its folder");
    if (folder >= 0) ::close(folder);
}

std::optional<std::string> WholeFile::commit() {
    flush();
    sync();
    take_name();
    sync_folder();
    return error_;
}

std::optional<std::string> commit_all(const std::vector<std::unique_ptr<WholeFile>>& files) {
    if (files.empty()) return std::nullopt;
    constexpr std::size_t synced_alone_max = 8;
    const bool together = files.size() > synced_alone_max;
    for (const auto& file : files) {
        file->flush();
        if (!together) file->sync();
        if (file->error_) return file->error_;
    }
    WholeFile& last = *files.back();
    if (together) last.sync_file_system();
    if (last.error_) return last.error_;
    for (const auto& file : files) {
        file->take_name();
        if (file->error_) return file->error_;
    }
    last.sync_folder();
    return last.error_;
}

}  // namespace makegood::exports
