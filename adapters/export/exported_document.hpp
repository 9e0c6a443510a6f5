#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "engine/core/result.hpp"
#include "engine/journal/document.hpp"

namespace makegood::exports {

/// One of our documents with the invoice that it adjusts, and the batch in which it leaves. The parts outlive it.
struct ExportedDocument {
    const Adjustment& adjustment;
    const InvoiceDraft& invoice;
    std::optional<std::uint64_t> batch{};
};

/// Where the amounts of a document go in the company's books.
struct AccountNames {
    std::function<const AccountName&(const ServiceName&)> allowances;  ///< of one service
    AccountName output_tax;
    AccountName rounding;
};

/// What one row of a file stands for.
enum class RowPer {
    line,      ///< each line that moves; tax that no line carries and rounding have rows of their own
    tax,       ///< each (category, rate) and account; rounding has a row of its own
    document,  ///< the whole of it
};

enum class RowKind { line, tax, rounding, document };
[[nodiscard]] std::string_view to_text(RowKind kind);

/// A part of a document, positive as the document itself is. A row has what its kind has and leaves the rest empty.
struct DocumentRow {
    RowKind kind;
    std::string line;
    std::string service;
    std::string description;
    std::optional<TaxKey> tax_key{};
    AccountName account;
    Money net;
    Money tax;
    Money rounding;

    /// What goes to the account.
    [[nodiscard]] Money amount() const { return net + rounding; }
    [[nodiscard]] Money gross() const { return amount() + tax; }
};

/// Divides a document. Promises: at least one row, and to the minor unit Σ net, Σ tax and Σ rounding are the
/// document's, so Σ gross is too. The tax of each (category, rate) is divided over its lines in proportion to what they
/// move, by largest remainder (Money split), so the lines' tax sums to the document's own tax row. Lines that don't
/// move have no row. Refused, with pointers into {"adjustment", "invoice"}: a line that the invoice does not have, and
/// a document whose own parts don't sum.
[[nodiscard]] Result<std::vector<DocumentRow>, Findings> divide(const ExportedDocument& document, RowPer per,
                                                                const AccountNames& accounts);

}  // namespace makegood::exports
