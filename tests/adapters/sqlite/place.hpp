#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "adapters/sqlite/store.hpp"
#include "tests/contract/fakes.hpp"
#include "tests/contract/store_contract.hpp"

namespace makegood::sqlite {

/// A folder of its own, gone with it.
class Folder {
  public:
    Folder();
    ~Folder();
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
    [[nodiscard]] std::string path(const std::string& name) const { return (path_ / name).string(); }

  private:
    std::filesystem::path path_;
};

/// A database file in a folder of its own.
class SqlitePlace : public contract::Place {
  public:
    using contract::Place::open;
    [[nodiscard]] std::unique_ptr<Store> open(const Company& company, WallClock& clock, const Limits& limits) override;
    /// Throws in words when it is refused.
    [[nodiscard]] std::unique_ptr<SqliteStore> open_store(WallClock& clock);
    /// In words, why not.
    [[nodiscard]] std::string refusal_to_open();

    [[nodiscard]] std::string path() const { return folder_.path("makegood.db"); }
    /// What every file of the database holds, as bytes.
    [[nodiscard]] std::string bytes() const;
    /// Every row of a table or query, as text.
    [[nodiscard]] std::string dump(const std::string& query) const;
    /// Every row of every projection.
    [[nodiscard]] std::string dump_projections() const;

    contract::FakeCrypto crypto;
    Options options;  ///< but for the path

  private:
    [[nodiscard]] Options placed() const;
    Folder folder_;
};

/// The content of a file, as bytes.
[[nodiscard]] std::string read_file(const std::string& path);
void write_file(const std::string& path, const std::string& content);

}  // namespace makegood::sqlite
