"""The yardstick: the smallest Qt window there is."""

import sys

from PySide6.QtWidgets import QApplication, QLabel, QMainWindow

app = QApplication([])
window = QMainWindow()
window.setWindowTitle("MiniQt")
window.setCentralWidget(QLabel("hello"))
window.resize(900, 600)
window.show()
sys.exit(app.exec())
