' Fill a template in as a person does who types into cells, then save each sheet to fill in as CSV.
' Started by tests/apps/template.sh; what happens to the titles is written to titles.txt.

Sub Main(folder As String)
    Dim hidden(0) As New com.sun.star.beans.PropertyValue
    Dim doc As Object, file As Integer
    On Error GoTo Leave ' else LibreOffice waits for somebody to read what is wrong
    hidden(0).Name = "Hidden"
    hidden(0).Value = True
    doc = StarDesktop.loadComponentFromURL(ConvertToURL(folder & "/template.xlsx"), "_blank", 0, hidden())
    file = FreeFile
    Open folder & "/titles.txt" For Output As #file
    Print #file, TryTitle(doc, "emplois") & " " & TryTitle(doc, "financements") & " " & TryTitle(doc, "poles")
    Close #file
    FillJobs(doc)
    FillFunding(doc)
    FillRegister(doc)
    SaveSheets(doc, folder)
    doc.close(True)
Leave:
    StarDesktop.terminate()
End Sub

' Are the titles closed, and the cells below them open? (What a macro writes passes any protection.)
Function TryTitle(doc As Object, name As String) As String
    Dim sheet As Object
    sheet = doc.Sheets.getByName(name)
    TryTitle = "open"
    If sheet.isProtected() And sheet.getCellByPosition(0, 0).CellProtection.IsLocked Then TryTitle = "closed"
    If sheet.getCellByPosition(0, 1).CellProtection.IsLocked Then TryTitle = "shut"
    If sheet.getCellByPosition(3, 900).CellProtection.IsLocked Then TryTitle = "shut"
End Function

Function ColumnOf(sheet As Object, title As String) As Integer
    Dim c As Integer
    ColumnOf = -1
    For c = 0 To 80
        If sheet.getCellByPosition(c, 0).String = title Then ColumnOf = c
    Next c
End Function

Sub TypeIn(sheet As Object, title As String, row As Integer, text As String)
    sheet.getCellByPosition(ColumnOf(sheet, title), row).FormulaLocal = text
End Sub

' What was declared last, typed again as it is shown; nobody came, nobody left.
Sub FillJobs(doc As Object)
    Dim sheet As Object, reminder As Object, r As Integer, c As Integer
    sheet = doc.Sheets.getByName("emplois")
    reminder = doc.Sheets.getByName("Rappel_emplois")
    r = 1
    Do While sheet.getCellByPosition(0, r).String <> ""
        For c = 2 To 80
            If reminder.getCellByPosition(c, r).String <> "" Then
                sheet.getCellByPosition(c, r).FormulaLocal = reminder.getCellByPosition(c, r).String
            End If
        Next c
        TypeIn(sheet, "Entrées du mois", r, "0")
        TypeIn(sheet, "Sorties du mois", r, "0")
        r = r + 1
    Loop
End Sub

Sub FillFunding(doc As Object)
    Dim sheet As Object
    sheet = doc.Sheets.getByName("financements")
    TypeIn(sheet, "Identifiant du financement", 1, "0042")
    TypeIn(sheet, "Code du pôle", 1, "PTCE-84-001")
    TypeIn(sheet, "Mois", 1, "2026-11")
    TypeIn(sheet, "Type de financeur", 1, "region")
    TypeIn(sheet, "Nom du financeur", 1, "Région Auvergne-Rhône-Alpes ; direction de l’économie")
    TypeIn(sheet, "SIRET du financeur", 1, "00552017600016")
    TypeIn(sheet, "Finalité", 1, "ingenierie")
    TypeIn(sheet, "Nature du financement", 1, "numeraire")
    TypeIn(sheet, "Étape", 1, "demande")
    TypeIn(sheet, "Montant (€)", 1, "25000,5")
    TypeIn(sheet, "Date de l’événement", 1, "05/11/2026")
    TypeIn(sheet, "Exercice", 1, "2026")
End Sub

' A pole changes its status.
Sub FillRegister(doc As Object)
    Dim sheet As Object
    sheet = doc.Sheets.getByName("poles")
    TypeIn(sheet, "Date d’effet", 1, "02/11/2026")
    TypeIn(sheet, "Statut du pôle", 1, "operationnel")
End Sub

' Token 8: as shown; token 12: every sheet, as saved-NAME.csv.
Sub SaveSheets(doc As Object, folder As String)
    Dim how(1) As New com.sun.star.beans.PropertyValue
    how(0).Name = "FilterName"
    how(0).Value = "Text - txt - csv (StarCalc)"
    how(1).Name = "FilterOptions"
    how(1).Value = "59,34,76,1,,0,false,true,false,false,false,-1"
    doc.storeToURL(ConvertToURL(folder & "/saved.csv"), how())
End Sub
