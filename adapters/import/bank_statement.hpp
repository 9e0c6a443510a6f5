#pragma once

#include <string>

#include "adapters/import/bank_payment.hpp"
#include "adapters/import/camt_entry.hpp"
#include "adapters/import/xml_guard.hpp"

namespace makegood::import {

/// Reads what a bank says of an account: ISO 20022 camt.053 (statement) or camt.054 (notification), version 02 to 08.
///
/// Every Ntry ends as payments, left out with a reason, or as a finding, and what is wrong with one doesn't touch the
/// others. Left out: what isn't booked (PDNG, FUTR, INFO); debits that are none of our refunds, and their returns;
/// amounts of zero; and one sum for several transactions that are not in the message, so that money isn't taken twice
/// when the camt.054 that holds them is read too.
///
/// - Transactions (TxDtls) of an entry are yielded one by one when they sum to it; else the entry is a finding. Where
///   every one of them contradicts the entry's CdtDbtInd, the entry's counts: only so do they sum to it.
/// - A reversal is what RvslInd says, what carries RtrInf, or a return by its bank transaction code (RRTN, UPDD, PRDD,
///   RCDD, UPCQ). A debit is then a bounced payment; a credit is a returned refund when `is_our_refund` knows its
///   EndToEndId. A debit whose EndToEndId it knows is a refund that was sent.
/// - `id` is AcctSvcrRef of the transaction, else of the entry, else statement id, "/" and the entry's place in it (and
///   "/" and the transaction's place, but for the first). Banks give one AcctSvcrRef to several transactions: the
///   second in the file, for the same account, gets "/2" behind it, and so on. So the same message always gives the
///   same ids. Other accounts may have the same ones: known again is account and id together.
/// - `received_on` is the booking day, which is the day of the books and of the statement; the value day where there is
///   none.
/// - `instructed` is InstdAmt. `text` is Ustrd, AddtlRmtInf, AddtlTxInf and AddtlNtryInf, in this order.
///
/// Findings besides: XML that is none or has a DTD (see find_xml_fault); another message or version; a camt.053 whose
/// booked entries don't lead from the opening to the closing balance, or which has none; a TxsSummry that doesn't count
/// or sum its entries (not looked at where a statement runs over several pages). They don't hold back any payment;
/// StatementRead says which statements are clean.
[[nodiscard]] BankReading read_bank_statement(const std::string& bytes, const IsOurRefund& is_our_refund,
                                              const XmlLimits& limits = {});

}  // namespace makegood::import
