#pragma once

#include <memory>
#include <string>

#include "engine/core/result.hpp"
#include "engine/port/crypto.hpp"
#include "engine/port/store.hpp"

namespace makegood::sqlite {

/// A database as it stands at one moment, for long reading beside a server that goes on writing: one snapshot, taken
/// when it is opened, up to a day old. Changes nothing. One thread at a time.
class Archive {
  public:
    /// The error says in words why the file is not one that can be read.
    [[nodiscard]] static Result<std::unique_ptr<Archive>, std::string> open(const std::string& path, Crypto& crypto);
    ~Archive();
    [[nodiscard]] Reader& reader();

  private:
    struct Impl;
    explicit Archive(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> impl_;
};

}  // namespace makegood::sqlite
