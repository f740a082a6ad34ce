// What flows down a page or a cell of HTML and DOCX: paragraphs, and tables between them.
#ifndef OGI_IMPORT_FORMATS_FLOW_H_
#define OGI_IMPORT_FORMATS_FLOW_H_

#include <list>
#include <string>
#include <variant>
#include <vector>

#include "import/formats/document_builder.h"

namespace ogi {

using PlacedCells = std::vector<PlacedCell>;
// A paragraph, or a table that draws a grid.
using FlowItem = std::variant<std::string, PlacedCells>;
// A list, to be spliced rather than copied: tables that lay out a page hold all of it.
using Flow = std::list<FlowItem>;

bool HasTable(const Flow& flow);

// Of a flow without tables, with line feeds between them.
std::string JoinParagraphs(const Flow& flow);

void AddFlow(const Flow& flow, DocumentBuilder& builder);

}  // namespace ogi

#endif  // OGI_IMPORT_FORMATS_FLOW_H_
