#include "domain/supervision/problems.h"

#include <algorithm>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "absl/types/span.h"
#include "domain/narrative/words.h"
#include "domain/supervision/text_pieces.h"

namespace ogi {
namespace {

constexpr size_t kMaxProblems = 10;
constexpr size_t kMaxCharacters = 200;
// Shorter is a heading, or half a sentence.
constexpr size_t kMinCharacters = 5;
// Two characters are a word, mostly; three hold more than chance.
constexpr size_t kPieceCharacters = 3;

// Where the text stops naming problems.
constexpr absl::string_view kMeasures[] = {"改进措施", "改进情况", "整改措施", "下一步",
                                           "下步",     "今后",     "针对",     "我局将",
                                           "我们将",   "改进方向"};

// What parts one problem from the next.
constexpr absl::string_view kBreaks[] = {"\n", "。", "；", ";", "！"};

// What stands before a problem: 一是, （二）, 3.
constexpr absl::string_view kMarks[] = {"一是",   "二是",   "三是",   "四是", "五是",   "六是",
                                        "一、",   "二、",   "三、",   "四、", "（一）", "（二）",
                                        "（三）", "（四）", "（五）", "1.",   "2.",     "3.",
                                        "4.",     "5.",     "1、",    "2、",  "3、",    "4、"};

// Words that begin a sentence without naming anything.
constexpr absl::string_view kOpenings[] = {"存在的主要问题", "存在的问题", "存在问题",  "主要问题",
                                           "主要存在",       "问题是",     "问题和不足"};

size_t Characters(absl::string_view text) {
  size_t count = 0;
  for (size_t at = 0; at < text.size(); at += CharacterBytes(text.substr(at))) ++count;
  return count;
}

absl::string_view FirstCharacters(absl::string_view text, size_t count) {
  size_t at = 0;
  while (count-- > 0 && at < text.size()) at += CharacterBytes(text.substr(at));
  return text.substr(0, at);
}

// Without spaces, marks and openings before it.
absl::string_view Bare(absl::string_view text) {
  while (true) {
    const size_t before = text.size();
    for (const absl::string_view space : {" ", "\t", "\r", "　", "：", ":", "，"}) {
      while (absl::ConsumePrefix(&text, space)) {
      }
    }
    for (const absl::string_view mark : kMarks) absl::ConsumePrefix(&text, mark);
    for (const absl::string_view opening : kOpenings) absl::ConsumePrefix(&text, opening);
    if (text.size() == before) return text;
  }
}

size_t FirstOf(absl::string_view text, absl::Span<const absl::string_view> words) {
  size_t first = text.size();
  for (const absl::string_view word : words) first = std::min(first, text.find(word));
  return first;
}

}  // namespace

std::vector<std::string> ProblemsIn(absl::string_view part_five) {
  absl::string_view rest = part_five.substr(0, FirstOf(part_five, kMeasures));
  std::vector<std::string> problems;
  while (!rest.empty() && problems.size() < kMaxProblems) {
    const size_t end = FirstOf(rest, kBreaks);
    const absl::string_view problem = Bare(rest.substr(0, end));
    if (Characters(problem) >= kMinCharacters) {
      problems.emplace_back(FirstCharacters(problem, kMaxCharacters));
    }
    if (end == rest.size()) break;
    rest.remove_prefix(end + CharacterBytes(rest.substr(end)));
  }
  return problems;
}

v1::NamedProblem::FollowUp FollowUpOf(absl::string_view problem, const v1::AnnualReport* next) {
  if (next == nullptr) return v1::NamedProblem::NO_REPORT;
  const std::vector<uint64_t> pieces = PiecesOf(problem, kPieceCharacters);
  if (pieces.empty()) return v1::NamedProblem::NOT_SPOKEN_OF;
  const auto share = [&pieces](absl::string_view text) {
    return 100 * SharedPieces(pieces, PiecesOf(text, kPieceCharacters)) / pieces.size();
  };
  for (const std::string& again : ProblemsIn(next->problems().text())) {
    if (share(again) >= 60) return v1::NamedProblem::NAMED_AGAIN;
  }
  const std::string all = absl::StrCat(next->overview().text(), "\n", next->problems().text(), "\n",
                                       next->other_matters().text());
  return share(all) >= 30 ? v1::NamedProblem::SPOKEN_OF : v1::NamedProblem::NOT_SPOKEN_OF;
}

}  // namespace ogi
