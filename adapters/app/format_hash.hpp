#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "adapters/vault/vault.hpp"

namespace makegood::app {

/// The SHA-256 of one format of a batch: of one file that of its bytes, of many that of the list "HASH  NAME\n" of all,
/// as sha256sum writes it.
class FormatHash {
  public:
    void begin(const std::string& name);
    void take(std::string_view bytes);
    /// Of the file that ends, hex.
    const std::string& end();

    [[nodiscard]] std::string done() const;
    [[nodiscard]] std::size_t files() const { return files_.size(); }
    [[nodiscard]] std::uint64_t bytes() const { return bytes_; }

  private:
    std::unique_ptr<vault::Hasher> file_;
    std::vector<std::pair<std::string, std::string>> files_;  ///< hash and name
    std::string name_;
    std::uint64_t bytes_ = 0;
};

}  // namespace makegood::app
