#include "adapters/import/remittance.hpp"

#include <algorithm>
#include <array>
#include <optional>

#include "adapters/import/quoted.hpp"

namespace makegood::import {

namespace {

using IsInvoice = std::function<bool(std::string_view)>;

constexpr std::size_t run_words_max = 7;
constexpr std::size_t number_bytes_max = 256;  // 64 characters, as long as invoice numbers are

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) >= 0x80;
}

bool is_space(char c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

std::string capitals(std::string_view text) {
    std::string upper(text);
    for (char& c : upper)
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    return upper;
}

bool are_digits(std::string_view text) {
    return !text.empty() && std::ranges::all_of(text, is_digit);
}

std::string_view without_leading_zeros(std::string_view digits) {
    return digits.substr(std::min(digits.find_first_not_of('0'), digits.size()));
}

/// ISO 11649: "RF", two check digits, 1 to 21 letters and digits; ISO 7064 MOD 97-10 over all.
bool is_rf_reference(std::string_view compact) {
    if (compact.size() < 5 || compact.size() > 25 || !compact.starts_with("RF")) return false;
    if (!are_digits(compact.substr(2, 2))) return false;
    unsigned remainder = 0;
    const auto add = [&](std::string_view part) {
        for (const char c : part) {
            const bool is_capital = c >= 'A' && c <= 'Z';
            if (!is_digit(c) && !is_capital) return false;
            const auto value = static_cast<unsigned>(is_digit(c) ? c - '0' : c - 'A' + 10);
            remainder = (remainder * (value < 10 ? 10 : 100) + value) % 97;
        }
        return true;
    };
    return add(compact.substr(4)) && add(compact.substr(0, 4)) && remainder == 1;
}

/// Whether the last digit is the check digit of the Swiss payment standards (modulo 10, recursive).
bool is_swiss_reference(std::string_view digits) {
    constexpr std::array<unsigned, 10> row{0, 9, 4, 6, 8, 2, 7, 1, 3, 5};
    if (!are_digits(digits) || digits.size() < 26 || digits.size() > 27) return false;
    unsigned carry = 0;
    for (const char c : digits.substr(0, digits.size() - 1)) carry = row[(carry + static_cast<unsigned>(c - '0')) % 10];
    return (10 - carry) % 10 == static_cast<unsigned>(digits.back() - '0');
}

/// Whether the last digit is the check digit of Finland's reference number: 4 to 20 digits, weights 7, 3, 1 from the
/// right.
bool is_finnish_reference(std::string_view digits) {
    if (!are_digits(digits) || digits.size() < 4 || digits.size() > 20) return false;
    constexpr std::array<unsigned, 3> weights{7, 3, 1};
    unsigned sum = 0;
    for (std::size_t i = 1; i < digits.size(); ++i)
        sum += weights[(i - 1) % 3] * static_cast<unsigned>(digits[digits.size() - 1 - i] - '0');
    return (10 - sum % 10) % 10 == static_cast<unsigned>(digits.back() - '0');
}

/// The text itself, or in capitals, when that is an invoice.
std::optional<std::string> invoice_written(std::string_view text, const IsInvoice& is_invoice) {
    if (text.empty() || text.size() > number_bytes_max) return std::nullopt;
    if (is_invoice(text)) return std::string(text);
    std::string upper = capitals(text);
    if (upper != text && is_invoice(upper)) return upper;
    return std::nullopt;
}

/// What a reference wraps: national check digits off, zeros in front off.
std::optional<std::string> invoice_unwrapped(std::string_view digits, const IsInvoice& is_invoice) {
    if (!is_swiss_reference(digits) && !is_finnish_reference(digits)) return std::nullopt;
    return invoice_written(without_leading_zeros(digits.substr(0, digits.size() - 1)), is_invoice);
}

std::optional<std::string> invoice_of_reference(std::string_view reference, const IsInvoice& is_invoice) {
    if (auto found = invoice_written(reference, is_invoice)) return found;
    std::string compact = capitals(reference);
    std::erase_if(compact, is_space);
    if (auto found = invoice_written(compact, is_invoice)) return found;
    if (!is_rf_reference(compact)) return invoice_unwrapped(compact, is_invoice);
    const std::string_view body = std::string_view(compact).substr(4);
    if (auto found = invoice_written(body, is_invoice)) return found;
    if (auto found = invoice_written(without_leading_zeros(body), is_invoice)) return found;
    return invoice_unwrapped(body, is_invoice);
}

struct Word {
    std::size_t begin;
    std::size_t end;
};

/// Whether the character at `at` holds a word together.
bool is_of_word(std::string_view text, std::size_t at) {
    const char c = text[at];
    if (is_digit(c) || is_letter(c) || c == '-' || c == '_') return true;
    return c == '.' && at > 0 && at + 1 < text.size() && is_digit(text[at - 1]) && is_digit(text[at + 1]);
}

std::vector<Word> words_of(std::string_view text) {
    std::vector<Word> words;
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (!is_of_word(text, at)) continue;
        Word word{at, at};
        while (word.end < text.size() && is_of_word(text, word.end)) ++word.end;
        at = word.end;
        const auto is_sign = [&](std::size_t i) { return !is_digit(text[i]) && !is_letter(text[i]); };
        while (word.begin < word.end && is_sign(word.begin)) ++word.begin;
        while (word.end > word.begin && is_sign(word.end - 1)) --word.end;
        if (word.begin < word.end) words.push_back(word);
    }
    return words;
}

/// As it stands in the text, with one space for each run of white space.
std::string run_of(std::string_view text, Word first, Word last) {
    std::string run;
    for (const char c : text.substr(first.begin, last.end - first.begin)) {
        if (!is_space(c))
            run += c;
        else if (!run.ends_with(' '))
            run += ' ';
    }
    return run;
}

/// A run of words, when it is an invoice or a reference that wraps one.
std::optional<std::string> invoice_of_run(const std::string& run, const IsInvoice& is_invoice) {
    if (!std::ranges::any_of(run, is_digit)) return std::nullopt;
    if (capitals(std::string_view(run).substr(0, 2)) == "RF") return invoice_of_reference(run, is_invoice);
    return invoice_written(run, is_invoice);
}

void add(std::vector<std::string>& numbers, std::string number) {
    if (std::ranges::find(numbers, number) == numbers.end()) numbers.push_back(std::move(number));
}

std::vector<std::string> invoices_in_references(const BankPayment& payment, const IsInvoice& is_invoice) {
    std::vector<std::string> numbers;
    for (const std::string& reference : payment.structured_references)
        if (auto number = invoice_of_reference(reference, is_invoice)) add(numbers, std::move(*number));
    return numbers;
}

std::vector<std::string> invoices_in_text(std::string_view text, const IsInvoice& is_invoice) {
    std::vector<std::string> numbers;
    const std::vector<Word> words = words_of(text);
    for (std::size_t first = 0; first < words.size();) {
        std::size_t used = 0;
        for (std::size_t length = std::min(run_words_max, words.size() - first); length > 0 && used == 0; --length) {
            auto number = invoice_of_run(run_of(text, words[first], words[first + length - 1]), is_invoice);
            if (!number) continue;
            add(numbers, std::move(*number));
            used = length;
        }
        first += std::max<std::size_t>(1, used);
    }
    return numbers;
}

std::string listed(const std::vector<std::string>& texts) {
    constexpr std::size_t shown_max = 5;
    std::string words;
    for (std::size_t i = 0; i < std::min(texts.size(), shown_max); ++i)
        words += (words.empty() ? "" : ", ") + quoted(texts[i]);
    if (texts.size() > shown_max) words += " and " + std::to_string(texts.size() - shown_max) + " more";
    return words;
}

std::string names_none(const BankPayment& payment) {
    const bool has_references = !payment.structured_references.empty();
    if (!has_references && payment.text.empty()) return "the payment has neither a reference nor a text";
    if (payment.text.empty()) return "no invoice has the reference " + listed(payment.structured_references);
    std::string text = payment.text;
    std::ranges::replace(text, '\n', ' ');
    if (!has_references) return "the text " + quoted(text) + " names no invoice";
    return "neither the reference " + listed(payment.structured_references) + " nor the text " + quoted(text) +
           " names an invoice";
}

}  // namespace

Result<InvoiceFound, NoInvoice> match(const BankPayment& payment, const IsInvoice& is_invoice) {
    FoundIn in = FoundIn::structured_reference;
    std::vector<std::string> numbers = invoices_in_references(payment, is_invoice);
    if (numbers.empty()) {
        in = FoundIn::text;
        numbers = invoices_in_text(payment.text, is_invoice);
    }
    if (numbers.size() == 1) return InvoiceFound{std::move(numbers[0]), in};
    if (numbers.empty()) return Failure{NoInvoice{names_none(payment), {}}};
    std::string why = std::string(in == FoundIn::text ? "the text names " : "the references name ") +
                      std::to_string(numbers.size()) + " invoices, " + listed(numbers) +
                      ", and not how much is for which";
    return Failure{NoInvoice{std::move(why), std::move(numbers)}};
}

}  // namespace makegood::import
