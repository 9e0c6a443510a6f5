#include "adapters/pdf/sheet.hpp"

#include <algorithm>

#include <cairo-pdf.h>
#include <pango/pangocairo.h>

#include "adapters/pdf/catalog.hpp"
#include "adapters/pdf/plain_text.hpp"

namespace makegood::pdf {

namespace {

cairo_status_t append(void* out, const unsigned char* bytes, unsigned int length) {
    static_cast<std::string*>(out)->append(reinterpret_cast<const char*>(bytes), length);
    return CAIRO_STATUS_SUCCESS;
}

constexpr const char* whole = "Document";

const char* tag_of(Role role) {
    switch (role) {
        case Role::none: return nullptr;
        case Role::title: return "H1";
        case Role::heading: return "H2";
        case Role::paragraph: return "P";
        case Role::table: return "Table";
        case Role::row: return "TR";
        case Role::head_cell: return "TH";
        case Role::cell: return "TD";
    }
    return nullptr;
}

void ink(cairo_t* cairo, const Colour& colour) {
    cairo_set_source_rgb(cairo, colour.red / 255.0, colour.green / 255.0, colour.blue / 255.0);
}

}  // namespace

void Text::Release::operator()(PangoLayout* layout) const {
    g_object_unref(layout);
}

struct Sheet::Drawing {
    std::string& out;
    cairo_surface_t* surface;
    cairo_t* cairo;
    PangoContext* context;
    PangoFontDescription* face;
    PangoAttrList* attributes;

    Drawing(std::string& into, const Typefaces& typefaces, HanForms forms)
        : out(into),
          surface(cairo_pdf_surface_create_for_stream(&append, &out, page_width, page_height)),
          cairo(cairo_create(surface)),
          context(pango_font_map_create_context(typefaces.map())),
          face(pango_font_description_from_string(Typefaces::families(forms).c_str())),
          attributes(pango_attr_list_new()) {
        cairo_font_options_t* options = cairo_font_options_create();
        cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
        cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
        cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY);
        pango_cairo_context_set_font_options(context, options);
        cairo_font_options_destroy(options);
        pango_cairo_context_set_resolution(context, 72);
        pango_context_set_round_glyph_positions(context, FALSE);
        // Of no language, else Pango asks the environment which one a script is likely to be.
        pango_context_set_language(context, pango_language_from_string("und"));
        pango_context_set_base_dir(context, PANGO_DIRECTION_WEAK_LTR);
        pango_attr_list_insert(attributes, pango_attr_font_features_new("tnum=1, lnum=1, liga=0"));
        pango_attr_list_insert(attributes, pango_attr_insert_hyphens_new(FALSE));
    }
    ~Drawing() {
        pango_attr_list_unref(attributes);
        pango_font_description_free(face);
        g_object_unref(context);
        cairo_destroy(cairo);
        cairo_surface_destroy(surface);
    }
    Drawing(const Drawing&) = delete;
    Drawing& operator=(const Drawing&) = delete;

    [[nodiscard]] PangoLayout* lay(std::string_view text, const Style& style) const {
        PangoLayout* layout = pango_layout_new(context);
        pango_font_description_set_absolute_size(face, style.size * PANGO_SCALE);
        pango_font_description_set_weight(face, style.is_bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
        pango_layout_set_font_description(layout, face);
        pango_layout_set_attributes(layout, attributes);
        const std::string clean = harmless(text);
        pango_layout_set_text(layout, clean.data(), static_cast<int>(clean.size()));
        return layout;
    }
};

namespace {

/// A right-to-left paragraph is flush right: in the width that it needs, not in all that there is.
void narrow(PangoLayout* layout) {
    const PangoLayoutLine* line = pango_layout_get_line_readonly(layout, 0);
    if (line == nullptr || line->resolved_dir != PANGO_DIRECTION_RTL) return;
    PangoRectangle logical;
    pango_layout_get_extents(layout, nullptr, &logical);
    pango_layout_set_width(layout, logical.width);
}

/// Pango raises runs of one script beside another to where it believes their base lines to meet; after a Han character,
/// Arabic floats. Here all scripts share one base line.
void level(PangoLayout* layout) {
    for (GSList* line = pango_layout_get_lines(layout); line != nullptr; line = line->next)
        for (GSList* run = static_cast<PangoLayoutLine*>(line->data)->runs; run != nullptr; run = run->next)
            static_cast<PangoLayoutRun*>(run->data)->y_offset = 0;
}

}  // namespace

Text::Text(PangoLayout* layout, const Style& style) : layout_(layout), ink_(style.ink), leading_(style.leading) {
    constexpr double above = 1.05, below = 0.31, marks_max = 3;  // of the size; what Latin, Greek and Cyrillic need
    level(layout);
    double highest = above * style.size;
    double lowest = below * style.size;
    for (GSList* line = pango_layout_get_lines(layout); line != nullptr; line = line->next, ++lines_) {
        PangoRectangle ink, logical;
        pango_layout_line_get_extents(static_cast<PangoLayoutLine*>(line->data), &ink, &logical);
        width_ = std::max(width_, pango_units_to_double(logical.width));
        highest = std::max(highest, -pango_units_to_double(ink.y));
        lowest = std::max(lowest, pango_units_to_double(ink.y + ink.height));
    }
    ascent_ = std::min(highest, marks_max * style.size);
    pitch_ = ascent_ + std::min(lowest, marks_max * style.size) + leading_;
}

Sheet::Sheet(std::string& out, const Typefaces& typefaces, HanForms forms, const DocumentNames& names)
    : drawing_(std::make_unique<Drawing>(out, typefaces, forms)) {
    cairo_surface_t* surface = drawing_->surface;
    const std::string moment = to_text(names.dated) + "T00:00:00Z";
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE, harmless(names.title).c_str());
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_AUTHOR, harmless(names.author).c_str());
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, moment.c_str());
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_MOD_DATE, moment.c_str());
    cairo_tag_begin(drawing_->cairo, whole, nullptr);
}

Sheet::~Sheet() = default;

Text Sheet::lay(std::string_view text, const Style& style) const {
    return {drawing_->lay(text, style), style};
}

Text Sheet::lay(std::string_view text, const Style& style, double width) const {
    return lay(text, style, width, 0);
}

Text Sheet::lay(std::string_view text, const Style& style, double width, int lines_max) const {
    PangoLayout* layout = drawing_->lay(text, style);
    pango_layout_set_width(layout, pango_units_from_double(width));
    pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR);
    if (lines_max > 0) {
        pango_layout_set_ellipsize(layout, PANGO_ELLIPSIZE_END);
        pango_layout_set_height(layout, -lines_max);
    }
    narrow(layout);
    return {layout, style};
}

void Sheet::put(const Text& text, double left, double base) {
    for (std::size_t i = 0; i < text.lines(); ++i)
        put_line(text, i, left, base + static_cast<double>(i) * text.pitch());
}

void Sheet::put_line(const Text& text, std::size_t line, double left, double base) {
    PangoLayoutLine* put = pango_layout_get_line(text.layout_.get(), static_cast<int>(line));
    PangoRectangle logical;
    pango_layout_line_get_extents(put, nullptr, &logical);
    const bool is_flush_right = put->resolved_dir == PANGO_DIRECTION_RTL;
    ink(drawing_->cairo, text.ink_);
    cairo_move_to(drawing_->cairo, is_flush_right ? left + text.width() - pango_units_to_double(logical.width) : left,
                  base);
    pango_cairo_show_layout_line(drawing_->cairo, put);
}

void Sheet::fill(double left, double top, double width, double height, const Colour& colour) {
    ink(drawing_->cairo, colour);
    cairo_rectangle(drawing_->cairo, left, top, width, height);
    cairo_fill(drawing_->cairo);
}

void Sheet::next_page() {
    cairo_show_page(drawing_->cairo);
}

void Sheet::begin(Role role) {
    if (const char* tag = tag_of(role)) cairo_tag_begin(drawing_->cairo, tag, nullptr);
}

void Sheet::end(Role role) {
    if (const char* tag = tag_of(role)) cairo_tag_end(drawing_->cairo, tag);
}

std::string Sheet::finish() {
    cairo_tag_end(drawing_->cairo, whole);
    cairo_surface_finish(drawing_->surface);
    const cairo_status_t drawn = cairo_status(drawing_->cairo);
    const cairo_status_t written = cairo_surface_status(drawing_->surface);
    if (drawn != CAIRO_STATUS_SUCCESS) return cairo_status_to_string(drawn);
    if (written != CAIRO_STATUS_SUCCESS) return cairo_status_to_string(written);
    mark_as_tagged(drawing_->out);
    return "";
}

}  // namespace makegood::pdf
