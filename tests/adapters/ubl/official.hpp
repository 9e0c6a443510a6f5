#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace makegood::ubl {

/// Below MAKEGOOD_SHARED; says loudly when there is no such thing.
[[nodiscard]] std::optional<std::filesystem::path> shared(const std::string& path);

/// The OASIS schemas of UBL 2.1, read once.
class Schemas {
  public:
    explicit Schemas(const std::filesystem::path& folder);
    ~Schemas();
    Schemas(const Schemas&) = delete;
    Schemas& operator=(const Schemas&) = delete;

    /// What is wrong with a CreditNote or an Invoice, "" for nothing.
    [[nodiscard]] std::string complaint(const std::string& xml);

  private:
    struct Loaded;
    std::unique_ptr<Loaded> loaded_;
};

/// Validates files with the program `validate-ubl`, all in one call: what it says of those that are not valid.
class Batch {
  public:
    Batch();
    ~Batch();
    Batch(const Batch&) = delete;
    Batch& operator=(const Batch&) = delete;

    void add(const std::string& name, const std::string& xml);
    [[nodiscard]] std::size_t size() const { return files_.size(); }
    [[nodiscard]] std::string complaints(const std::filesystem::path& validator) const;

  private:
    std::filesystem::path folder_;
    std::vector<std::string> files_;
};

/// validate-ubl adds decimals as binary fractions, in which 50.46 + 341.22 + 159.38 is not 551.06, and BR-Z-08 and its
/// sisters ask for equality: documents on which it cannot count are not for it, and no mistake of ours. `digits` are
/// those of the currency.
[[nodiscard]] bool can_be_added_by_validator(const std::string& xml, int digits);

}  // namespace makegood::ubl
