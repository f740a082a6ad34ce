#include "import/parts/contact.h"

#include <algorithm>
#include <initializer_list>
#include <string_view>

#include "import/text/folded_document.h"

namespace ogi::reading {
namespace {

using Text = std::u32string;
using View = std::u32string_view;

// What stands behind one of `words` and a colon.
template <typename Take>
std::string Behind(const Text& text, std::initializer_list<View> words, Take take) {
  for (const View word : words) {
    for (size_t at = text.find(word); at != Text::npos; at = text.find(word, at + 1)) {
      size_t from = at + word.size();
      // 电话/传真:
      if (View(text).substr(from).starts_with(U"/传真")) from += 3;
      if (View(text).substr(from).starts_with(U"及传真")) from += 3;
      if (View(text).substr(from).starts_with(U"号码")) from += 2;
      if (from >= text.size() || (text[from] != U':' && text[from] != U'为')) continue;
      ++from;
      size_t end = from;
      while (end < text.size() && end - from < 120 && take(text[end])) ++end;
      while (end > from && !IsLetter(text[end - 1]) && text[end - 1] != U')') --end;
      // The bracket the whole sentence stands in.
      const View taken = View(text).substr(from, end - from);
      if (taken.ends_with(U')') && !Holds(taken, U"(")) --end;
      if (end > from) return Utf8(View(text).substr(from, end - from));
    }
  }
  return "";
}

}  // namespace

bool ReadContact(const Text& text, v1::Contact& contact) {
  contact.set_telephone(Behind(text, {U"电话", U"联系方式"}, [](char32_t code) {
    return IsDigit(code) || code == U'-' || code == U'(' || code == U')' || code == U'转';
  }));
  contact.set_postal_code(
      Behind(text, {U"邮编", U"邮政编码"}, [](char32_t code) { return IsDigit(code); }));
  contact.set_email(Behind(
      text, {U"邮箱", U"电子邮件", U"Email", U"email", U"E-mail", U"e-mail"}, [](char32_t code) {
        return code > 0x20 && code < 0x7F && code != U',' && code != U';' && code != U')';
      }));
  if (contact.email().find('@') == std::string::npos) contact.clear_email();
  contact.set_address(Behind(text, {U"地址"}, [](char32_t code) {
    return code != U',' && code != U';' && code != U'。' && code != U')';
  }));
  // An address of the web is none.
  if (contact.address().find("http") != std::string::npos ||
      contact.address().find("www") != std::string::npos) {
    contact.clear_address();
  }
  const size_t at = text.rfind(U"联系", std::min(text.find(U"电话"), text.size()));
  for (const View with : {View(U"请与"), View(U"请向"), View(U"请同")}) {
    const size_t from = text.rfind(with, text.size());
    if (from == Text::npos || !contact.office().empty()) continue;
    const size_t end = text.find(U"联系", from);
    if (end == Text::npos || end - from > 42) continue;
    contact.set_office(Utf8(View(text).substr(from + 2, end - from - 2)));
  }
  const bool any = at != Text::npos || !contact.telephone().empty();
  if (contact.ByteSizeLong() == 0) contact.Clear();
  return any && contact.ByteSizeLong() > 0;
}

}  // namespace ogi::reading
