#include "import/formats/document_builder.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "common/errors.h"
#include "common/limits.h"
#include "import/formats/clean_text.h"

namespace ogi {
namespace {

constexpr int kTabColumns = 8;

// Length of the word at the start of `text`, which begins with none but a word.
size_t WordSize(absl::string_view text) {
  size_t size = 0;
  while (size < text.size() && LeadingSpace(text.substr(size)) == 0) ++size;
  return size;
}

int ColumnAfter(absl::string_view space, int column) {
  for (const absl::string_view piece : absl::StrSplit(space, absl::ByChar('\t'))) {
    if (piece.data() != space.data()) column += kTabColumns - column % kTabColumns;
    column += TextColumns(piece);
  }
  return column;
}

// The words of a clean line, with columns if `places`, their spans counted from the line's start.
std::vector<Word> FindWords(absl::string_view line, bool places) {
  std::vector<Word> words;
  int column = 0;
  size_t at = 0;
  while (true) {
    const size_t space = LeadingSpace(line.substr(at));
    if (places) column = ColumnAfter(line.substr(at, space), column);
    at += space;
    if (at == line.size()) return words;
    const size_t size = WordSize(line.substr(at));
    const int end = places ? column + TextColumns(line.substr(at, size)) : 0;
    words.push_back({{at, at + size}, static_cast<double>(column), static_cast<double>(end)});
    at += size;
    column = end;
  }
}

// The lines of a cell, without space around them.
std::string CellText(absl::string_view text) {
  const std::string clean = CleanText(text);
  std::string result;
  for (absl::string_view line : absl::StrSplit(clean, absl::ByAnyChar("\n\f"))) {
    line = StripSpace(line);
    if (line.empty()) continue;
    if (!result.empty()) result += '\n';
    absl::StrAppend(&result, line);
  }
  // Tabs part the cells of a row.
  std::replace(result.begin(), result.end(), '\t', ' ');
  return result;
}

}  // namespace

DocumentBuilder::DocumentBuilder(ContainerKind kind, absl::string_view media_type) {
  document_.kind = kind;
  document_.media_type = std::string(media_type);
}

void DocumentBuilder::set_title(absl::string_view title) {
  document_.title = CellText(title);
  std::replace(document_.title.begin(), document_.title.end(), '\n', ' ');
}

bool DocumentBuilder::Take(size_t pieces) {
  pieces_ += pieces;
  full_ = full_ || pieces_ > limits::kMaxDocumentPieces;
  return !full_;
}

TextSpan DocumentBuilder::Append(absl::string_view text) {
  const size_t begin = document_.text.size();
  absl::StrAppend(&document_.text, text);
  return {begin, document_.text.size()};
}

void DocumentBuilder::AddLine(absl::string_view clean, const std::vector<Word>& words, double top,
                              double bottom) {
  if (words.empty() || !Take(words.size() + 1)) return;
  const size_t base = document_.text.size();
  const size_t end = words.back().span.end;
  Append(clean.substr(0, end));
  document_.text += '\n';
  Line line{{base + words.front().span.begin, base + end}, top, bottom, words};
  for (Word& word : line.words) {
    word.span.begin += base;
    word.span.end += base;
  }
  document_.blocks.push_back({std::move(line), page_});
}

void DocumentBuilder::AddParagraph(absl::string_view text) {
  if (full_) return;
  const std::string clean = CleanText(text);
  for (absl::string_view line : absl::StrSplit(clean, absl::ByAnyChar("\n\f"))) {
    line = StripSpace(line);
    AddLine(line, FindWords(line, false), 0, 0);
  }
}

void DocumentBuilder::AddTextLine(absl::string_view line, int top) {
  if (full_) return;
  const std::string clean = CleanText(line);
  AddLine(clean, FindWords(clean, true), top, top + 1);
}

void DocumentBuilder::AddPlacedLine(const std::vector<PlacedWord>& words, double top,
                                    double bottom) {
  if (full_) return;
  std::string text;
  std::vector<Word> placed;
  for (const PlacedWord& word : words) {
    // A font may have characters for spaces and lines, which part no words here.
    std::string clean = CleanText(word.text);
    std::replace_if(
        clean.begin(), clean.end(), [](char each) { return each >= '\t' && each <= '\f'; }, ' ');
    const absl::string_view bare = StripSpace(clean);
    if (bare.empty()) continue;
    if (!text.empty()) text += ' ';
    const size_t begin = text.size();
    absl::StrAppend(&text, bare);
    placed.push_back({{begin, text.size()}, word.left, word.right});
  }
  AddLine(text, placed, top, bottom);
}

void DocumentBuilder::AddTable(const std::vector<PlacedCell>& cells) {
  if (!Take(cells.size())) return;
  Grid grid;
  bool blank = true;
  for (const PlacedCell& cell : cells) {
    grid.rows = std::max(grid.rows, cell.row + cell.row_span);
    grid.columns = std::max(grid.columns, cell.column + cell.column_span);
    blank = blank && IsBlank(cell.text);
  }
  if (blank) return;
  if (cells.size() == 1) return AddParagraph(cells.front().text);
  int row = cells.front().row;
  for (const PlacedCell& cell : cells) {
    if (!grid.cells.empty()) document_.text += cell.row == row ? '\t' : '\n';
    row = cell.row;
    grid.cells.push_back(
        {cell.row, cell.column, cell.row_span, cell.column_span, Append(CellText(cell.text))});
  }
  document_.text += '\n';
  document_.blocks.push_back({std::move(grid), page_});
}

absl::StatusOr<Document> DocumentBuilder::Finish() && {
  if (full_) {
    return errors::DocumentBeyondLimit(
        absl::StrCat("文件中的文字和单元格超过 ", limits::kMaxDocumentPieces, " 处"),
        absl::StrCat("The document has more than ", limits::kMaxDocumentPieces,
                     " words and cells"));
  }
  if (document_.blocks.empty()) {
    return errors::DocumentNotReadable(
        "文件中没有文字，请确认选对了文件。",
        "There is no text in the file; make sure it is the right one.");
  }
  return std::move(document_);
}

}  // namespace ogi
