#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace makegood::exports {

/// A file that appears under its name whole or not at all: written beside it, made durable, then renamed over it.
/// Not committed, it leaves nothing behind, and what stood there before stands there still.
class WholeFile {
  public:
    explicit WholeFile(std::filesystem::path path);
    ~WholeFile();
    WholeFile(const WholeFile&) = delete;
    WholeFile& operator=(const WholeFile&) = delete;

    /// Errors are kept and told by commit().
    void write(std::string_view bytes);
    /// Why it could not be written, in words; nothing when it stands there, durably.
    [[nodiscard]] std::optional<std::string> commit();

  private:
    void fail(std::string_view what);
    void flush();
    std::filesystem::path path_;
    std::filesystem::path temporary_;
    std::string buffer_;
    std::optional<std::string> error_;
    int descriptor_ = -1;
};

}  // namespace makegood::exports
