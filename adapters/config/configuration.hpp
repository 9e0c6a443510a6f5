#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/core/finding.hpp"
#include "engine/core/result.hpp"
#include "engine/guarantee/guarantee.hpp"
#include "engine/invoice/letterhead.hpp"
#include "engine/invoice/seller.hpp"
#include "engine/journal/document.hpp"
#include "engine/ledger/ledger.hpp"
#include "engine/rules/customer_lists.hpp"
#include "engine/rules/reference_rates.hpp"
#include "engine/settlement/make_good.hpp"
#include "engine/settlement/payment.hpp"

namespace makegood::config {

/// What bounds the server: config/limits.json. Every one has a default, DESIGN.md 6.
struct Limits {
    std::int64_t connections_max = 4096;
    std::int64_t body_bytes_max = 1 << 20;
    std::int64_t header_timeout_ms = 10'000;
    std::int64_t body_timeout_ms = 30'000;
    std::int64_t idle_timeout_ms = 60'000;
    std::int64_t drain_timeout_ms = 10'000;
    std::int64_t writer_queue_max = 8192;
    std::int64_t writer_batch_max = 128;
    std::int64_t reader_age_max_ms = 5'000;
    std::int64_t stream_cache_max = 20'000;
    std::int64_t answers_kept_max = 1'000'000;
    std::int64_t answers_kept_hours = 168;
};

/// How money is settled: company.json.
struct Settling {
    ShortPaymentTerms short_payment{};
    bool accrues = false;        ///< books claims stated and not adjusted at each close
    int issue_within_days = 14;  ///< after the customer's statement; a document that is later is warned of
    TaxPoint tax_point = TaxPoint::issue;
    std::array<std::optional<TaxKey>, make_good_kinds> make_good_tax{};  ///< by MakeGoodKind
};

/// A directory of configuration, read whole.
struct Configuration {
    std::string company_name;
    std::string time_zone;  ///< a name of the IANA database
    std::array<std::string, series_count> prefixes;
    Settling settling;
    Guarantee guarantee;
    Chart chart;
    Limits limits;
    std::optional<ReferenceRates> reference_rates;  ///< none: rules know no amount in the company's currency
    CustomerLists customer_lists;
    std::optional<Seller> seller;          ///< none: no document can be exported as UBL
    std::optional<Letterhead> letterhead;  ///< none: letters have the default colour and no words of the company's
    std::map<std::string, std::string> layouts;  ///< of CSV for other systems: JSON by name, as in "xero"
    std::string content;  ///< all files as one canonical JSON object; what the journal keeps and hashes
};

/// A finding with the file that it is in.
struct FileFinding {
    std::filesystem::path file;
    Finding finding;
};
[[nodiscard]] std::string in_words(const FileFinding& finding);

/// Loads whole or not at all: company.json, guarantee.json, accounts.json, limits.json, reference-rates.json,
/// customer-lists.json, seller.json, letterhead.json (the last five may be absent) and export/*.json. All findings of
/// all files at once.
[[nodiscard]] Result<Configuration, std::vector<FileFinding>> load(const std::filesystem::path& directory);

/// A configuration as the journal kept it (Configuration::content): what was written by it can be written once more.
[[nodiscard]] Result<Configuration, std::vector<FileFinding>> from_content(std::string_view content);

}  // namespace makegood::config
