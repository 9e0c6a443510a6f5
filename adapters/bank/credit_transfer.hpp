#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "engine/core/finding.hpp"
#include "engine/core/result.hpp"
#include "engine/money/money.hpp"
#include "engine/time/date.hpp"
#include "engine/time/instant.hpp"

namespace makegood::bank {

/// One transfer to be made.
struct PaymentOrder {
    std::string end_to_end_id;   ///< the refund's own number, one key for ever; see is_bank_reference()
    std::string instruction_id;  ///< between us and our bank; "" for none, else like end_to_end_id
    Money amount;                ///< > 0
    std::string creditor_name;
    std::optional<std::string> iban;
    std::optional<std::string> bic;
    std::string remittance;  ///< what the creditor reads, as in "CN-2026-000001 INV-1001"; "" for none
};

/// Whose account pays.
struct Debtor {
    std::string name;
    std::string iban;
    std::optional<std::string> bic;
};

struct TransferMessage {
    std::string id;  ///< like end_to_end_id, and at most 30 characters; the bank refuses one that it had before
    Instant created_at;
    Date execute_on;
};

/// An order that is not in the message, and why.
struct Unpayable {
    std::size_t order;  ///< its place in what was given, from 0
    std::string end_to_end_id;
    std::string why;  ///< in words that name what would be accepted
};

struct ControlTotal {
    std::uint64_t count;
    Money sum;
};

struct CreditTransfer {
    std::string xml;                    ///< empty when no order can be paid: a message without one is not valid
    std::vector<Unpayable> unpayable;   ///< in the order given; with the orders in the XML they are all that was given
    std::vector<ControlTotal> control;  ///< of what is in the XML: one for each currency, by code
};

/// Writes the orders as one ISO 20022 pain.001.001.09, for the bank to be released there. Pure: the same values give
/// the same bytes.
///
/// - One PmtInf for each currency, by code, its orders as given; but euro from or to an account beyond SEPA has one of
///   its own, because only the other is SEPA (SvcLvl SEPA, ChrgBr SLEV). PmtInfId is the message's id and the currency.
/// - BtchBookg is false: each refund is an entry of its own on the statement, by which it is known to be paid.
/// - Amounts have the currency's digits; NbOfTxs and CtrlSum are exact, on the message (over all currencies, as the
///   standard has it) and on each PmtInf. Names and remittance are in the banks' characters (see to_latin), names cut
///   at 70 and remittance at 140, which is what banks carry.
/// - IBANs are normalised. Without a BIC none is written (IBAN only); our own bank is NOTPROVIDED then.
///
/// Not in the message, but listed: an order without an IBAN or with one that its country or its check digits refute, a
/// BIC of another form; an amount that is not above zero, beyond amount_minor_max, or above 999,999,999.99 in a SEPA
/// transfer; an end-to-end id or instruction id that a bank could change; a name or a remittance of which no letter or
/// digit would be left; and all orders that share an end-to-end id, because one of them would be paid twice.
/// Refused whole, with all findings: a message id, a debtor's name, IBAN or BIC that is none; amounts that sum to more
/// than 18 digits; and no order at all.
/// Pointers: "/message/id", "/debtor/iban", "/orders".
/// Source: ISO 20022 pain.001.001.09; EPC132-08 (2023) for SEPA.
[[nodiscard]] Result<CreditTransfer, Findings> write_credit_transfer(const TransferMessage& message,
                                                                     const Debtor& debtor,
                                                                     std::span<const PaymentOrder> orders);

}  // namespace makegood::bank
