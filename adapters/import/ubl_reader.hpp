#pragma once

#include <string>

#include "adapters/import/intake.hpp"
#include "adapters/import/xml_guard.hpp"

namespace makegood::import {

/// Reads one UBL 2.x Invoice or CreditNote (OASIS UBL 2.1; meaning after EN 16931-3-2) and hands it to the intake: one
/// call of invoice(), credit_elsewhere() or reject().
///
/// Taken as written, except where an older form has one meaning only:
/// - the buyer's id is the first of: SupplierAssignedAccountID, EndpointID (unless it is a mail address),
///   PartyIdentification, PartyTaxScheme/CompanyID, PartyLegalEntity/CompanyID, the name; with its scheme, as in
///   "0088:7300010000001";
/// - a line's service is the seller's item id, else the standard one, else the item's name;
/// - a line without ClassifiedTaxCategory takes that of its own only TaxSubtotal, else the document's only one; one
///   without Percent takes that of the only TaxSubtotal of its category; so do document allowances and charges, and one
///   of zero without a category takes the first;
/// - no tax and no TaxSubtotal: bases from the lines, which are category O where they name none, amounts zero;
/// - TaxTotals in another currency than the document's say the same again, and are left out; several in its own add up;
/// - TaxSubtotals of the same category and rate are added up;
/// - OIOUBL 2.0 writes the tax into TaxExclusiveAmount: taken so when all other sums say so;
/// - UBL 2.0 and BII 1 count PayableRoundingAmount into TaxInclusiveAmount: taken so when all other sums say so;
/// - a charge below zero is an allowance, and the other way round;
/// - an address without a country gets "ZZ", country unknown;
/// - unit prices are per one: PriceAmount ÷ BaseQuantity.
/// A CreditNote that names one invoice is a credit given elsewhere; its lines aren't looked into beyond their sum, and
/// its tax is empty when the TaxSubtotals don't divide it.
void read_ubl(std::string bytes, const std::string& file, const XmlLimits& limits, Intake& intake);

}  // namespace makegood::import
