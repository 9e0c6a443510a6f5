#include "adapters/app/folder_receiver.hpp"

#include <array>
#include <fstream>

namespace makegood::app {

namespace {

constexpr std::size_t waiting_max = 250;  // each is an open file

/// Hex; nothing when it cannot be read to its end.
std::optional<std::string> hash_of_file(const std::filesystem::path& path) {
    std::ifstream in(path, std::ios::binary);
    vault::Hasher hasher;
    std::array<char, 1 << 16> part{};
    while (in.read(part.data(), part.size()) || in.gcount() > 0)
        hasher.add({part.data(), static_cast<std::size_t>(in.gcount())});
    if (!in.eof()) return std::nullopt;
    return vault::to_hex(hasher.finish());
}

}  // namespace

void FolderReceiver::begin(const std::string& name) {
    path_ = folder_ / name;
    file_ = std::make_unique<exports::WholeFile>(path_);
    hash_.begin(name);
    if (is_refused_file(name)) refused_.push_back(path_);
}

void FolderReceiver::take(std::string_view bytes) {
    file_->write(bytes);
    hash_.take(bytes);
}

void FolderReceiver::end() {
    const std::string& hash = hash_.end();
    std::unique_ptr<exports::WholeFile> file = std::move(file_);
    if (names_waited_for_.contains(path_)) finish();
    std::error_code ignored;
    if (!std::filesystem::exists(std::filesystem::symlink_status(path_, ignored))) {
        if (const auto error = file->rest()) {
            file.reset();
            finish();  // what is whole may stand
            throw Unwritable(*error);
        }
        waiting_.push_back(std::move(file));
        names_waited_for_.insert(path_);
        if (waiting_.size() == waiting_max) finish();
    } else if (hash_of_file(path_) != hash) {
        throw Unwritable(path_.string() +
                         " is there already and holds something else; accepted: a directory that is empty, or that "
                         "this batch was written to before");
    }
}

void FolderReceiver::finish() {
    if (const auto error = exports::commit_all(waiting_)) throw Unwritable(*error);
    waiting_.clear();
    names_waited_for_.clear();
}

}  // namespace makegood::app
