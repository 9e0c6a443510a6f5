#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

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
    /// Nothing more will be written: lets go of the memory, to be committed later. Why it could not be written so far.
    [[nodiscard]] std::optional<std::string> rest();

  private:
    friend std::optional<std::string> commit_all(const std::vector<std::unique_ptr<WholeFile>>& files);
    void fail(std::string_view what);
    void flush();
    void sync();
    void sync_file_system();
    void take_name();
    void sync_folder();
    std::filesystem::path path_;
    std::filesystem::path temporary_;
    std::string buffer_;
    std::optional<std::string> error_;
    int descriptor_ = -1;
};

/// Commits files of one folder. Many are made durable by one sync of the file system, which takes about as long as the
/// sync of a single file, where each alone would take a minute for some ten thousand. Each appears whole or not at all;
/// when one cannot be written, which the error tells, some may stand there.
[[nodiscard]] std::optional<std::string> commit_all(const std::vector<std::unique_ptr<WholeFile>>& files);

}  // namespace makegood::exports
