// Printed reports in the containers and layouts that offices use.
#ifndef OGI_TESTS_IMPORT_LAYOUTS_H_
#define OGI_TESTS_IMPORT_LAYOUTS_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "tests/import/dice.h"
#include "tests/import/printed.h"

namespace ogi::import_test {

using PrintedItems = std::vector<PrintedItem>;

// Plain texts. As a browser copies a table: a row a line, tabs between cells.
std::string RenderTabs(const PrintedItems& items, Dice& dice);
// A cell a line, as text is pulled out of a Word file.
std::string RenderCellALine(const PrintedItems& items, Dice& dice);
std::string RenderMarkdown(const PrintedItems& items, Dice& dice);
// Everything in one line, cells run together.
std::string RenderRunTogether(const PrintedItems& items, Dice& dice);

std::string RenderHtml(const PrintedItems& items, Dice& dice);
std::string RenderDocx(const PrintedItems& items, Dice& dice);

// On pages: as `pdftotext -layout` prints them, and as a PDF.
std::string RenderPageText(const PrintedItems& items, Dice& dice);
std::string RenderPdf(const PrintedItems& items, Dice& dice);

}  // namespace ogi::import_test

#endif  // OGI_TESTS_IMPORT_LAYOUTS_H_
