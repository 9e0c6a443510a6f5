#include "adapters/sqlite/checkpoint_file.hpp"

#include <array>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <filesystem>
#include <string_view>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "adapters/sqlite/chain_head.hpp"

namespace makegood::sqlite {

namespace {

constexpr std::string_view title = "makegood checkpoint 1";
constexpr std::size_t line_bytes = 255;  // always as many, so that it is overwritten in one piece of one sector

/// Which file a descriptor is: a copy has another inode or was born at another time.
std::string identity_of(int descriptor) {
    struct statx status {};
    if (statx(descriptor, "", AT_EMPTY_PATH, STATX_INO | STATX_BTIME, &status) != 0) return {};
    const bool has_birth = (status.stx_mask & STATX_BTIME) != 0;
    std::string identity = std::to_string(status.stx_ino);
    if (has_birth)
        identity += "." + std::to_string(status.stx_btime.tv_sec) + "." + std::to_string(status.stx_btime.tv_nsec);
    return identity;
}

std::string line_of(const Checkpoint& checkpoint, const std::string& identity) {
    std::string line = std::string(title) + " journal " + to_text(checkpoint.journal) + " event " +
                       std::to_string(checkpoint.sequence) + " hash " + to_hex(checkpoint.hash) + " file " + identity;
    line.resize(line_bytes, ' ');
    line.back() = '\n';
    return line;
}

/// What stands behind a word, up to the next blank; empty: nothing does.
std::string_view after(std::string_view line, std::string_view word) {
    const auto at = line.find(word);
    if (at == line.npos) return {};
    line.remove_prefix(at + word.size());
    return line.substr(0, line.find(' '));
}

std::optional<Checkpoint> parse(std::string_view line, const std::string& identity) {
    if (!line.starts_with(title) || identity.empty() || after(line, " file ") != identity) return std::nullopt;
    const auto journal = parse_uuid(after(line, " journal "));
    const auto hash = parse_hash(after(line, " hash "));
    const std::string_view digits = after(line, " event ");
    std::uint64_t sequence = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), sequence);
    if (!journal || !hash || error != std::errc{} || end != digits.data() + digits.size()) return std::nullopt;
    return Checkpoint{*journal, sequence, *hash};
}

std::optional<Checkpoint> read(int descriptor, const std::string& identity) {
    std::array<char, line_bytes> bytes{};
    const ssize_t size = pread(descriptor, bytes.data(), bytes.size(), 0);
    if (size <= 0) return std::nullopt;
    return parse({bytes.data(), static_cast<std::size_t>(size)}, identity);
}

/// So that the name is there after a power cut, too.
void sync_folder_of(const std::string& path) {
    const auto folder = std::filesystem::absolute(path).parent_path();
    const int descriptor = open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor < 0) return;
    (void)fsync(descriptor);
    close(descriptor);
}

}  // namespace

CheckpointFile::CheckpointFile(int descriptor)
    : descriptor_(descriptor), identity_(identity_of(descriptor)), found_(read(descriptor, identity_)) {}

Result<CheckpointFile, std::string> CheckpointFile::open(const std::string& database_path) {
    const std::string path = database_path + ".checkpoint";
    const int descriptor = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
    if (descriptor < 0) return Failure{"\"" + path + "\" cannot be opened: " + std::strerror(errno)};
    sync_folder_of(path);
    return CheckpointFile(descriptor);
}

void CheckpointFile::write(const Checkpoint& checkpoint) noexcept {
    try {
        const std::string line = line_of(checkpoint, identity_);
        if (pwrite(descriptor_, line.data(), line.size(), 0) < 0) return;
    } catch (const std::exception&) {  // no memory: it says less than there is
        return;
    }
}

void CheckpointFile::sync() noexcept {
    (void)fdatasync(descriptor_);
}

CheckpointFile::~CheckpointFile() {
    if (descriptor_ >= 0) close(descriptor_);
}

}  // namespace makegood::sqlite
