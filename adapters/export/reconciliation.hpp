#pragma once

#include <cstdint>
#include <istream>
#include <map>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "adapters/export/booked_file.hpp"
#include "engine/journal/document.hpp"

namespace makegood::exports {

/// What we issued of one document, as it left in a batch. Amounts are positive, the type says which way.
struct IssuedDocument {
    AdjustmentNumber number;
    DocumentType type;
    Date issued_on;
    Totals totals;  ///< gross includes a returned rounding
    std::optional<std::uint64_t> batch{};
};

/// Credit notes less supplementary invoices, in one currency.
struct ReconciledSum {
    std::uint64_t documents = 0;
    Totals totals;
};

/// How the other books stand to ours. Amounts have our signs: positive, whichever way a document goes.
struct ReconciliationReport {
    struct Doubled {
        IssuedDocument document;
        std::uint64_t times;
        std::uint64_t line_first, line_last;
    };
    struct Different {
        AdjustmentNumber number;
        std::uint64_t line;
        std::string field;  ///< issued_on, currency, net, tax, gross or batch
        std::string ours, theirs;
    };
    struct Unknown {
        std::string number;
        std::uint64_t line_first;
        std::uint64_t times;
        std::string amount;  ///< as it is written there
    };
    struct Unread {
        std::uint64_t line;
        std::string column;  ///< "" is the row
        std::string found, expected;
    };

    std::uint64_t issued = 0;      ///< documents of ours
    std::uint64_t rows = 0;        ///< rows of theirs, titles not counted
    std::uint64_t left_aside = 0;  ///< rows with a number that does not begin as ours do
    std::map<Currency, ReconciledSum> matched;
    std::map<Currency, ReconciledSum> missing_sums;
    std::vector<IssuedDocument> missing;  ///< never booked, oldest first
    std::vector<Doubled> doubled;         ///< oldest first
    std::vector<Different> different;     ///< by line
    std::vector<Unknown> unknown;         ///< booked with a number that we never issued, by line
    /// What nobody could compare, by line. A document with such a cell is neither matched nor missing; a row that
    /// cannot be taken apart may be one of the missing.
    std::vector<Unread> unread;

    /// Every document of ours is booked once and the same, and nothing else is.
    [[nodiscard]] bool ties() const;
};

/// Holds what another system booked to what we issued: first all of ours, then its file, then the report. Memory is one
/// entry for each document of ours and for each row that is wrong.
class Reconciliation {
  public:
    explicit Reconciliation(BookedMapping mapping) : mapping_(std::move(mapping)) {}

    /// A number comes once (law 9).
    void issued(IssuedDocument document);
    /// Why the file cannot be compared at all: read_booked. What is wrong in single rows is in the report.
    [[nodiscard]] Findings booked(std::istream& file);
    [[nodiscard]] ReconciliationReport report() &&;

  private:
    struct Seen {
        std::uint64_t times = 0;
        std::uint64_t line_first = 0;
        std::uint64_t line_last = 0;
        bool agrees = true;
    };

    void take(const BookedRow& row);
    void take_ours(const BookedRow& row, const IssuedDocument& document, Seen& seen);
    void take_unknown(const BookedRow& row);
    [[nodiscard]] bool compare_currency(const BookedRow& row, const IssuedDocument& document, Seen& seen);
    void compare_date(const BookedRow& row, const IssuedDocument& document, Seen& seen);
    void compare_amounts(const BookedRow& row, const IssuedDocument& document, Currency currency, Seen& seen);
    void compare_batch(const BookedRow& row, const IssuedDocument& document, Seen& seen);
    void differs(const BookedRow& row, Seen& seen, const char* field, std::string ours, std::string theirs);
    void unread(std::uint64_t line, std::string column, std::string found, std::string expected);
    [[nodiscard]] bool is_left_aside(std::string_view number) const;

    BookedMapping mapping_;
    std::vector<IssuedDocument> documents_;
    std::vector<Seen> seen_;  // of each document
    std::unordered_map<std::string, std::size_t> by_number_;
    std::unordered_map<std::string, std::size_t> unknown_by_number_;
    ReconciliationReport report_;
};

}  // namespace makegood::exports
