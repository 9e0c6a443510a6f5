#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

#include "engine/core/finding.hpp"
#include "engine/invoice/invoice.hpp"

namespace makegood::import {

/// Where something stood, so that a person can open it and look.
struct Source {
    std::string file;
    std::size_t line = 0;  ///< from 1, where the document begins or where it is broken; 0: of the whole file
    std::string document;  ///< its number, "" when it could not be read
};

/// What the readers feed: every document ends in exactly one of invoice(), credit_elsewhere() and reject(), in the
/// order of reading, and one that is bad doesn't stop the rest. A CSV row that cannot be told to belong to any document
/// is a reject of its own.
/// Threads: called on the reader's thread, one call at a time.
class Intake {
  public:
    virtual ~Intake() = default;

    /// Invoice::check accepts the draft.
    virtual void invoice(Source source, InvoiceDraft draft) = 0;
    /// Another system's credit note on the invoice `of`. Totals are ≥ 0 and add up; the tax divides them, or is empty.
    virtual void credit_elsewhere(Source source, InvoiceNumber of, Currency currency, CreditElsewhere credit) = 0;
    /// Never without a finding. Its pointer is an XPath in XML, "line 12/UnitPrice" in CSV, a JSON Pointer in JSON.
    virtual void reject(Source source, Findings findings) = 0;
    /// Bytes over all files; a file counts as done when the last of it was read or given up.
    virtual void progress(std::uint64_t bytes_done, std::uint64_t bytes_total) = 0;
};

}  // namespace makegood::import
