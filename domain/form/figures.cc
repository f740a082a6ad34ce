#include "domain/form/figures.h"

#include <optional>
#include <type_traits>

#include "absl/strings/str_cat.h"
#include "domain/form/decimal.h"
#include "domain/form/row_messages.h"

namespace ogi {
namespace {

// The place of a cell in its row.
size_t ColumnOf(const CellInfo& cell) {
  return static_cast<size_t>(cell.index - TableRowAt(cell.row_index).first_cell);
}

}  // namespace

Figures::Figures(const v1::AnnualReport& report) : report_(report) {
  note_index_.fill(-1);

  size_t cell = 0;
  VisitRows(report, [this, &cell](const auto& row) {
    using Row = std::remove_cvref_t<decltype(row)>;
    for (const CountField<Row>& field : RowFields<Row>::kCounts) {
      has_value_[cell] = (row.*field.has)();
      numbers_[cell] = (row.*field.get)();
      ++cell;
    }
    if constexpr (kHasAmount<Row>) {
      has_value_[cell] = row.has_amount();
      numbers_[cell] = 0;
      ++cell;
    }
  });

  for (int i = 0; i < report.cell_notes_size(); ++i) {
    const v1::CellNote& note = report.cell_notes(i);
    const CellInfo* info = FindCell(note.table(), note.row(), note.column());
    if (info != nullptr) {
      note_index_[static_cast<size_t>(info->index)] = i;
    }
  }
}

const v1::Money* Figures::money(int cell) const {
  const CellInfo& info = CellAt(cell);
  if (info.kind != CellKind::kMoney || !has_value(cell)) return nullptr;
  const v1::TableTwo& two = report_.table_two();
  return info.row == "fee" ? &two.fee().amount() : &two.procurement().amount();
}

const v1::CellNote* Figures::note(int cell) const {
  const int32_t index = note_index_[static_cast<size_t>(cell)];
  return index < 0 ? nullptr : &report_.cell_notes(index);
}

v1::CellNote::Kind Figures::note_kind(int cell) const {
  const v1::CellNote* found = note(cell);
  return found == nullptr ? v1::CellNote::KIND_UNSPECIFIED : found->kind();
}

std::string Figures::ValueText(int cell) const {
  if (!has_value(cell)) return "";
  const v1::Money* amount = money(cell);
  return amount == nullptr ? absl::StrCat(number(cell)) : amount->amount();
}

std::string Figures::ListingText(int cell) const {
  if (const v1::Money* amount = money(cell); amount != nullptr) return AmountInYuan(*amount);
  if (has_value(cell)) return absl::StrCat(number(cell));
  switch (note_kind(cell)) {
    case v1::CellNote::NOT_APPLICABLE:
      return "not_applicable";
    case v1::CellNote::AMBIGUOUS:
      return "ambiguous";
    case v1::CellNote::NOT_A_NUMBER:
      return "not_a_number";
    default:
      break;
  }
  return InEdition(CellAt(cell), report_.edition()) ? "blank" : "absent";
}

void SetCell(v1::AnnualReport& report, int cell, int64_t value) {
  const CellInfo& info = CellAt(cell);
  const bool is_money = info.kind == CellKind::kMoney;
  ChangeRow(report, info.row_index, [&](auto& row) {
    using Row = std::remove_reference_t<decltype(row)>;
    if constexpr (kHasAmount<Row>) {
      if (is_money) return SetMoney(report, cell, absl::StrCat(value), RowFields<Row>::kUnit);
    }
    (row.*RowFields<Row>::kCounts[ColumnOf(info)].set)(value);
  });
}

void SetMoney(v1::AnnualReport& report, int cell, absl::string_view amount, v1::Money::Unit unit) {
  ChangeRow(report, CellAt(cell).row_index, [&](auto& row) {
    if constexpr (kHasAmount<std::remove_reference_t<decltype(row)>>) {
      row.mutable_amount()->set_amount(std::string(amount));
      row.mutable_amount()->set_unit(unit);
    }
  });
}

void ClearCell(v1::AnnualReport& report, int cell) {
  const CellInfo& info = CellAt(cell);
  const bool is_money = info.kind == CellKind::kMoney;
  ChangeRow(report, info.row_index, [&](auto& row) {
    using Row = std::remove_reference_t<decltype(row)>;
    if constexpr (kHasAmount<Row>) {
      if (is_money) return row.clear_amount();
    }
    (row.*RowFields<Row>::kCounts[ColumnOf(info)].clear)();
  });
}

v1::CellNote& SetNote(v1::AnnualReport& report, int cell, v1::CellNote::Kind kind) {
  const CellInfo& info = CellAt(cell);
  v1::CellNote* note = nullptr;
  for (v1::CellNote& present : *report.mutable_cell_notes()) {
    if (present.table() == info.table_name && present.row() == info.row &&
        present.column() == info.column) {
      note = &present;
    }
  }
  if (note == nullptr) note = report.add_cell_notes();
  note->Clear();
  note->set_table(std::string(info.table_name));
  note->set_row(std::string(info.row));
  note->set_column(std::string(info.column));
  note->set_kind(kind);
  return *note;
}

std::string AmountInYuan(const v1::Money& money) {
  const std::optional<Decimal> amount = Decimal::Parse(money.amount());
  if (!amount.has_value()) return "";
  switch (money.unit()) {
    case v1::Money::YUAN:
      return amount->ToString();
    case v1::Money::TEN_THOUSAND_YUAN:
      return amount->TimesTenThousand().ToString();
    default:
      return "";
  }
}

}  // namespace ogi
