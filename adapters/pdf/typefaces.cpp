#include "adapters/pdf/typefaces.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include <fontconfig/fontconfig.h>
#include <pango/pangocairo.h>
#include <pango/pangofc-fontmap.h>

#include "adapters/codec/utf8.hpp"

#ifdef __SANITIZE_ADDRESS__
/// Fontconfig keeps offsets where others keep pointers, so the leak checker believes that nobody holds its patterns.
/// Cairo 1.16 loses 768 bytes for each document with a CJK font.
extern "C" const char* __lsan_default_suppressions() {
    return "leak:libfontconfig\nleak:libcairo\n";
}
#endif

namespace makegood::pdf {

namespace {

struct Pinned {
    const char* family;
    const char* package;
};
constexpr std::array pinned = {Pinned{"Noto Sans", "fonts-noto-core"}, Pinned{"Noto Sans CJK JP", "fonts-noto-cjk"},
                               Pinned{"DejaVu Sans", "fonts-dejavu-core"}};

constexpr const char* han_family[] = {"Noto Sans CJK SC", "Noto Sans CJK TC", "Noto Sans CJK HK", "Noto Sans CJK JP",
                                      "Noto Sans CJK KR"};

/// A font configuration of its own: the named files, the system's cache of them, no rule of the system's.
std::string configuration(const std::string& folder) {
    std::string xml = "<?xml version=\"1.0\"?><fontconfig><cachedir>/var/cache/fontconfig</cachedir>";
    for (const char* part : {"/truetype/noto", "/opentype/noto", "/truetype/dejavu"})
        xml += "<dir>" + folder + part + "</dir>";
    xml += "<selectfont><rejectfont><glob>*</glob></rejectfont><acceptfont>";
    for (const char* file : {"NotoSans*-Regular.ttf", "NotoSans*-Bold.ttf", "NotoSerifTibetan-*.ttf",
                             "NotoSansCJK-*.ttc", "DejaVuSans.ttf", "DejaVuSans-Bold.ttf"})
        xml += std::string("<glob>") + folder + "/*/" + file + "</glob>";
    return xml + "</acceptfont></selectfont></fontconfig>";
}

bool has_family(FcConfig* config, const char* family) {
    const FcFontSet* fonts = FcConfigGetFonts(config, FcSetSystem);
    for (int i = 0; fonts != nullptr && i < fonts->nfont; ++i) {
        FcChar8* found = nullptr;
        for (int n = 0; FcPatternGetString(fonts->fonts[i], FC_FAMILY, n, &found) == FcResultMatch; ++n)
            if (std::string_view(reinterpret_cast<const char*>(found)) == family) return true;
    }
    return false;
}

bool is_between(std::string_view character, std::string_view first, std::string_view last) {
    return character >= first && character <= last;  // UTF-8 sorts as its code points do
}

HanForms forms_of_text(std::string_view text) {
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t bytes = std::max<std::size_t>(1, codec::character_bytes(text, at));
        const std::string_view character = text.substr(at, bytes);
        if (is_between(character, "\u3041", "\u30FF")) return HanForms::japanese;
        if (is_between(character, "\uAC00", "\uD7A3")) return HanForms::korean;
        at += bytes;
    }
    return HanForms::simplified;
}

}  // namespace

HanForms han_forms_of(const Customer& customer) {
    const std::string country = customer.address ? customer.address->country.value_or("") : "";
    if (country == "CN" || country == "SG") return HanForms::simplified;
    if (country == "TW") return HanForms::traditional;
    if (country == "HK" || country == "MO") return HanForms::hong_kong;
    if (country == "JP") return HanForms::japanese;
    if (country == "KR") return HanForms::korean;
    return forms_of_text(customer.name);
}

struct Typefaces::Opened {
    FcConfig* config = nullptr;
    PangoFontMap* map = nullptr;

    ~Opened() {
        if (map != nullptr) g_object_unref(map);
        if (config != nullptr) FcConfigDestroy(config);
    }
};

Typefaces::Typefaces(const std::filesystem::path& folder) : opened_(std::make_unique<Opened>()) {
    const std::string xml = configuration(folder.string());
    opened_->config = FcConfigCreate();
    FcConfigParseAndLoadFromMemory(opened_->config, reinterpret_cast<const FcChar8*>(xml.c_str()), FcTrue);
    FcConfigBuildFonts(opened_->config);
    for (const Pinned& face : pinned)
        if (!has_family(opened_->config, face.family))
            missing_.push_back(std::string(face.family) + " (" + face.package + ")");
    if (!missing_.empty()) {
        FcConfigDestroy(opened_->config);
        opened_->config = FcInitLoadConfigAndFonts();
    }
    const FcFontSet* fonts = opened_->config ? FcConfigGetFonts(opened_->config, FcSetSystem) : nullptr;
    is_empty_ = fonts == nullptr || fonts->nfont == 0;
    opened_->map = pango_cairo_font_map_new_for_font_type(CAIRO_FONT_TYPE_FT);
    pango_fc_font_map_set_config(PANGO_FC_FONT_MAP(opened_->map), opened_->config);
}

Typefaces::~Typefaces() = default;

PangoFontMap* Typefaces::map() const {
    return opened_->map;
}

std::string Typefaces::families(HanForms forms) {
    return std::string("Noto Sans,Noto Sans Arabic,Noto Sans Hebrew,") + han_family[static_cast<std::size_t>(forms)] +
           ",Noto Sans Symbols,Noto Sans Symbols2,DejaVu Sans";
}

Typefaces& installed_typefaces() {
    static thread_local Typefaces typefaces;
    return typefaces;
}

}  // namespace makegood::pdf
