#pragma once

#include <optional>
#include <string>

#include "engine/core/finding.hpp"
#include "engine/core/result.hpp"
#include "engine/invoice/seller.hpp"
#include "engine/journal/document.hpp"

namespace makegood::ubl {

/// One document of ours as UBL 2.1 by EN 16931, in the shape of Peppol BIS Billing 3: a CreditNote (381), or an Invoice
/// (383) for a supplementary invoice. Pure: the same values give the same bytes.
///
/// - Amounts are positive, the type says which way. Lines, tax per (category, rate) and totals are the adjustment's, to
///   the cent; what is payable is its gross. No prepaid amount and no rounding amount (BT-113, BT-114): the rounding
///   that an exhausting note returns is a document charge, or an allowance where it was in the customer's favour, in
///   category E at 0 %, or in O on a document without tax. It carries no tax, so no tax amount changes.
/// - A document charge of the invoice is a line, as it is for us. Tax that no line carries gets a line of 0.00.
/// - BT-25 and BT-26 always name the invoice. None of the customer's words is in it, nor their mail address (law 14).
/// - Its CustomizationID is Peppol's where both parties have an electronic address and the invoice a buyer reference,
///   which Peppol asks for; else EN 16931's own.
/// - Tax that the invoice says in another currency too is said so here (BT-6, BT-111), and the day of a tax period that
///   is not the day of issue (BT-7).
/// - Left out, because EN 16931 has no place for it: a buyer's VAT id without its country's prefix, an endpoint of an
///   unknown scheme, a delivery address without a known country; and all VAT ids where the category is O (BR-O-02).
///   not_carried() tells them. Units that are on no list are counted as C62, with the invoice's word as a property.
///
/// Refused, with all findings at once, what no valid document can say: currencies of 3 or 4 digits, unknown tax
/// categories, rates and tax that contradict their category, O beside others, and fields that are missing. Pointers are
/// "/invoice/..." and "/adjustment/..." into the two, with the names of POST /v1/invoices, and "/seller/..." into
/// seller.json.
[[nodiscard]] Result<std::string, Findings> write(const Adjustment& adjustment, const InvoiceDraft& of,
                                                  const Seller& seller);

/// What is wrong with a seller on any document, to be told when the configuration loads.
[[nodiscard]] Findings examine(const Seller& seller);

/// What of the invoice no document can carry, though it is written.
[[nodiscard]] Findings not_carried(const InvoiceDraft& invoice);

}  // namespace makegood::ubl
