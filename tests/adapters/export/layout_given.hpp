#pragma once

#include <cstdint>
#include <filesystem>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/export/layout_writer.hpp"

namespace makegood::exports {

/// Chance with a seed.
class Dice {
  public:
    explicit Dice(std::uint64_t seed) : engine_(seed) {}
    /// 0 to most, both included.
    std::int64_t up_to(std::int64_t most);
    bool one_in(int n) { return up_to(n - 1) == 0; }
    template <class T>
    const T& one_of(const std::vector<T>& choices) {
        return choices[static_cast<std::size_t>(up_to(static_cast<std::int64_t>(choices.size()) - 1))];
    }

  private:
    std::mt19937_64 engine_;
};

/// An invoice and the documents that some claims on it came to.
struct Case {
    InvoiceDraft invoice;
    std::vector<Adjustment> documents;
};

/// Texts that tear files apart: quotes, separators, line ends, formulas, other scripts, bytes that are not UTF-8.
[[nodiscard]] const std::vector<std::string>& nasty_texts();
[[nodiscard]] Money money(std::string_view text, std::string_view code = "EUR");
[[nodiscard]] Date day(std::string_view text);

/// Any digits, keys, allowances, charges, negative lines, rounding, stored tax and credits given elsewhere, tax
/// stranded among them. Document numbers begin with the prefix.
[[nodiscard]] Case any_case(Dice& dice, const std::string& prefix, const std::vector<std::string>& currencies);
/// One line of 100.00 EUR at 20 %, credited by 60.00.
[[nodiscard]] Case small_case();

/// "4800 Guarantee allowances" for most services, "4810 ..." for some; "2200 Output tax", "4990 Rounding".
[[nodiscard]] AccountNames account_names();
/// A shipped preset, or any other file from the root of the source.
[[nodiscard]] std::string source_file(const std::string& path);
[[nodiscard]] Layout layout(std::string_view json);

/// MAKEGOOD_SEED, or chance; printed by who uses it.
[[nodiscard]] std::uint64_t seed();

/// A file that is gone when the test is over.
class Scratch {
  public:
    explicit Scratch(std::string_view bytes);
    ~Scratch();
    Scratch(const Scratch&) = delete;
    Scratch& operator=(const Scratch&) = delete;
    [[nodiscard]] std::string path() const { return path_.string(); }

  private:
    std::filesystem::path path_;
};

/// What a command prints, its complaints included; it must succeed.
[[nodiscard]] std::string printed_by(const std::string& command);

}  // namespace makegood::exports
