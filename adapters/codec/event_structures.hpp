#pragma once

#include <type_traits>

#include "adapters/codec/event_reader.hpp"
#include "adapters/codec/event_writer.hpp"

namespace makegood::codec {

// The fields of every structure in the journal, written and read in one order. A change of any of these is a new schema
// version with an upcaster (event_upcasters.hpp): rows that were written before stay as they are.

// event_invoice.cpp
void write(EventWriter& json, const Address& address);
void write(EventWriter& json, const Customer& customer);
void write(EventWriter& json, const Delivery& delivery);
void write(EventWriter& json, const InvoiceLine& line);
void write(EventWriter& json, const DocumentAmount& amount);
void write(EventWriter& json, const TaxSubtotal& row);
void write(EventWriter& json, const Totals& totals);
void write(EventWriter& json, const Prepayment& prepayment);
void write(EventWriter& json, const AccountingTax& tax);
void write(EventWriter& json, const CreditElsewhere& credit);
void write(EventWriter& json, const InvoiceDraft& invoice);
void write(EventWriter& json, const Entry& entry);
void write(EventWriter& json, const TaxAnchor& anchor);
[[nodiscard]] Address read(EventReader& fields, std::type_identity<Address>);
[[nodiscard]] Customer read(EventReader& fields, std::type_identity<Customer>);
[[nodiscard]] Delivery read(EventReader& fields, std::type_identity<Delivery>);
[[nodiscard]] InvoiceLine read(EventReader& fields, std::type_identity<InvoiceLine>);
[[nodiscard]] DocumentAmount read(EventReader& fields, std::type_identity<DocumentAmount>);
[[nodiscard]] TaxSubtotal read(EventReader& fields, std::type_identity<TaxSubtotal>);
[[nodiscard]] Totals read(EventReader& fields, std::type_identity<Totals>);
[[nodiscard]] Prepayment read(EventReader& fields, std::type_identity<Prepayment>);
[[nodiscard]] AccountingTax read(EventReader& fields, std::type_identity<AccountingTax>);
[[nodiscard]] CreditElsewhere read(EventReader& fields, std::type_identity<CreditElsewhere>);
[[nodiscard]] InvoiceDraft read(EventReader& fields, std::type_identity<InvoiceDraft>);
[[nodiscard]] Entry read(EventReader& fields, std::type_identity<Entry>);
[[nodiscard]] TaxAnchor read(EventReader& fields, std::type_identity<TaxAnchor>);

// event_document.cpp
void write(EventWriter& json, const LineMove& move);
void write(EventWriter& json, const TaxMove& move);
void write(EventWriter& json, const Movement& movement);
void write(EventWriter& json, const AdjustedLine& line);
void write(EventWriter& json, const SettlementPart& part);
void write(EventWriter& json, const Adjustment& adjustment);
[[nodiscard]] LineMove read(EventReader& fields, std::type_identity<LineMove>);
[[nodiscard]] TaxMove read(EventReader& fields, std::type_identity<TaxMove>);
[[nodiscard]] Movement read(EventReader& fields, std::type_identity<Movement>);
[[nodiscard]] AdjustedLine read(EventReader& fields, std::type_identity<AdjustedLine>);
[[nodiscard]] SettlementPart read(EventReader& fields, std::type_identity<SettlementPart>);
[[nodiscard]] Adjustment read(EventReader& fields, std::type_identity<Adjustment>);

// event_document.cpp: beyond the price
void write(EventWriter& json, const MakeGood& given);
[[nodiscard]] MakeGood read(EventReader& fields, std::type_identity<MakeGood>);

// event_settlement.cpp
void write(EventWriter& json, const BankAccount& account);
void write(EventWriter& json, const Deduction& deduction);
void write(EventWriter& json, const Payment& payment);
void write(EventWriter& json, const PaymentReceived& event);
void write(EventWriter& json, const PaymentReversed& event);
void write(EventWriter& json, const RefundRecorded& event);
void write(EventWriter& json, const RefundAccountNamed& event);
void write(EventWriter& json, const RefundAccountConfirmed& event);
void write(EventWriter& json, const RefundInstructed& event);
void write(EventWriter& json, const RefundPaid& event);
void write(EventWriter& json, const RefundFailed& event);
void write(EventWriter& json, const RefundDueAgain& event);
void write(EventWriter& json, const RefundCancelled& event);
void write(EventWriter& json, const BalanceUsed& event);
void write(EventWriter& json, const BalanceReceived& event);
[[nodiscard]] BankAccount read(EventReader& fields, std::type_identity<BankAccount>);
[[nodiscard]] Deduction read(EventReader& fields, std::type_identity<Deduction>);
[[nodiscard]] Payment read(EventReader& fields, std::type_identity<Payment>);
[[nodiscard]] PaymentReceived read(EventReader& fields, std::type_identity<PaymentReceived>);
[[nodiscard]] PaymentReversed read(EventReader& fields, std::type_identity<PaymentReversed>);
[[nodiscard]] RefundRecorded read(EventReader& fields, std::type_identity<RefundRecorded>);
[[nodiscard]] RefundAccountNamed read(EventReader& fields, std::type_identity<RefundAccountNamed>);
[[nodiscard]] RefundAccountConfirmed read(EventReader& fields, std::type_identity<RefundAccountConfirmed>);
[[nodiscard]] RefundInstructed read(EventReader& fields, std::type_identity<RefundInstructed>);
[[nodiscard]] RefundPaid read(EventReader& fields, std::type_identity<RefundPaid>);
[[nodiscard]] RefundFailed read(EventReader& fields, std::type_identity<RefundFailed>);
[[nodiscard]] RefundDueAgain read(EventReader& fields, std::type_identity<RefundDueAgain>);
[[nodiscard]] RefundCancelled read(EventReader& fields, std::type_identity<RefundCancelled>);
[[nodiscard]] BalanceUsed read(EventReader& fields, std::type_identity<BalanceUsed>);
[[nodiscard]] BalanceReceived read(EventReader& fields, std::type_identity<BalanceReceived>);

// event_batch.cpp
void write(EventWriter& json, const ControlTotal& total);
void write(EventWriter& json, const AccountTotal& total);
void write(EventWriter& json, const BatchFormat& format);
void write(EventWriter& json, const RefundLiability& liability);
void write(EventWriter& json, const BatchSealed& event);
void write(EventWriter& json, const BatchAnswered& event);
[[nodiscard]] ControlTotal read(EventReader& fields, std::type_identity<ControlTotal>);
[[nodiscard]] AccountTotal read(EventReader& fields, std::type_identity<AccountTotal>);
[[nodiscard]] BatchFormat read(EventReader& fields, std::type_identity<BatchFormat>);
[[nodiscard]] RefundLiability read(EventReader& fields, std::type_identity<RefundLiability>);
[[nodiscard]] BatchSealed read(EventReader& fields, std::type_identity<BatchSealed>);
[[nodiscard]] BatchAnswered read(EventReader& fields, std::type_identity<BatchAnswered>);

// event_claim.cpp
void write(EventWriter& json, const Actor& actor);
void write(EventWriter& json, const Saying& saying);
void write(EventWriter& json, const Saying::OfLine& line);
void write(EventWriter& json, const Contact& contact);
void write(EventWriter& json, const Routing& routing);
void write(EventWriter& json, const Due& due);
void write(EventWriter& json, const Cause& cause);
[[nodiscard]] Actor read(EventReader& fields, std::type_identity<Actor>);
[[nodiscard]] Saying read(EventReader& fields, std::type_identity<Saying>);
[[nodiscard]] Saying::OfLine read(EventReader& fields, std::type_identity<Saying::OfLine>);
[[nodiscard]] Contact read(EventReader& fields, std::type_identity<Contact>);
[[nodiscard]] Routing read(EventReader& fields, std::type_identity<Routing>);
[[nodiscard]] Due read(EventReader& fields, std::type_identity<Due>);
[[nodiscard]] Cause read(EventReader& fields, std::type_identity<Cause>);

// event_payload.cpp: the events themselves
void write(EventWriter& json, const InvoiceRecorded& event);
void write(EventWriter& json, const CreditedElsewhere& event);
void write(EventWriter& json, const ClaimOpened& event);
void write(EventWriter& json, const StatementMade& event);
void write(EventWriter& json, const ClaimAcknowledged& event);
void write(EventWriter& json, const ClaimApproved& event);
void write(EventWriter& json, const OfferMade& event);
void write(EventWriter& json, const OfferAnswered& event);
void write(EventWriter& json, const AdjustmentIssued& event);
void write(EventWriter& json, const ClaimAdjusted& event);
void write(EventWriter& json, const ClaimSettled& event);
void write(EventWriter& json, const NoteAdded& event);
void write(EventWriter& json, const CauseNamed& event);
void write(EventWriter& json, const ConfigurationActivated& event);
void write(EventWriter& json, const NumbersRestarted& event);
void write(EventWriter& json, const NumbersResumed& event);
void write(EventWriter& json, const RulesActivated& event);
void write(EventWriter& json, const StatementCorrected& event);
void write(EventWriter& json, const AdjustmentReversed& event);
void write(EventWriter& json, const MakeGoodGiven& event);
[[nodiscard]] InvoiceRecorded read(EventReader& fields, std::type_identity<InvoiceRecorded>);
[[nodiscard]] CreditedElsewhere read(EventReader& fields, std::type_identity<CreditedElsewhere>);
[[nodiscard]] ClaimOpened read(EventReader& fields, std::type_identity<ClaimOpened>);
[[nodiscard]] StatementMade read(EventReader& fields, std::type_identity<StatementMade>);
[[nodiscard]] ClaimAcknowledged read(EventReader& fields, std::type_identity<ClaimAcknowledged>);
[[nodiscard]] ClaimApproved read(EventReader& fields, std::type_identity<ClaimApproved>);
[[nodiscard]] OfferMade read(EventReader& fields, std::type_identity<OfferMade>);
[[nodiscard]] OfferAnswered read(EventReader& fields, std::type_identity<OfferAnswered>);
[[nodiscard]] AdjustmentIssued read(EventReader& fields, std::type_identity<AdjustmentIssued>);
[[nodiscard]] ClaimAdjusted read(EventReader& fields, std::type_identity<ClaimAdjusted>);
[[nodiscard]] ClaimSettled read(EventReader& fields, std::type_identity<ClaimSettled>);
[[nodiscard]] NoteAdded read(EventReader& fields, std::type_identity<NoteAdded>);
[[nodiscard]] CauseNamed read(EventReader& fields, std::type_identity<CauseNamed>);
[[nodiscard]] ConfigurationActivated read(EventReader& fields, std::type_identity<ConfigurationActivated>);
[[nodiscard]] NumbersRestarted read(EventReader& fields, std::type_identity<NumbersRestarted>);
[[nodiscard]] NumbersResumed read(EventReader& fields, std::type_identity<NumbersResumed>);
[[nodiscard]] RulesActivated read(EventReader& fields, std::type_identity<RulesActivated>);
[[nodiscard]] StatementCorrected read(EventReader& fields, std::type_identity<StatementCorrected>);
[[nodiscard]] AdjustmentReversed read(EventReader& fields, std::type_identity<AdjustmentReversed>);
[[nodiscard]] MakeGoodGiven read(EventReader& fields, std::type_identity<MakeGoodGiven>);

}  // namespace makegood::codec
