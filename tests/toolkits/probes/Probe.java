import java.awt.*;
import java.awt.event.*;
import java.nio.charset.StandardCharsets;
import java.nio.file.*;
import javax.swing.*;
import javax.swing.event.*;

public class Probe {
    static final Path EVENTS = Path.of(System.getenv("HOME"), "events");
    static final JTextArea text = new JTextArea();
    static Point pressed;
    static int scrolled = 0;

    static void tell(String line) {
        try {
            Files.writeString(EVENTS, line + "\n", StandardCharsets.UTF_8,
                              StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (Exception problem) {
            throw new RuntimeException(problem);
        }
    }

    static String held(InputEvent event, String word) {
        return (event.isControlDown() ? "ctrl+" : "") + (event.isShiftDown() ? "shift+" : "") +
               ((event.getModifiersEx() & InputEvent.ALT_DOWN_MASK) != 0 ? "alt+" : "") + word;
    }

    static class Hand extends MouseAdapter {
        public void mousePressed(MouseEvent event) {
            pressed = event.getPoint();
            String button = new String[] {"", "left", "middle", "right"}[event.getButton()];
            boolean alt = (event.getModifiersEx() & InputEvent.ALT_DOWN_MASK) != 0;
            tell((alt ? "alt+" : "") + button + " " + event.getClickCount());
        }
        public void mouseReleased(MouseEvent event) {
            int x = event.getX() - pressed.x;
            int y = event.getY() - pressed.y;
            if (x != 0 || y != 0)
                tell("drag " + x + "," + y);
        }
        public void mouseWheelMoved(MouseWheelEvent event) {
            scrolled += event.getWheelRotation();
            tell(scrolled > 0 ? "scroll down " + scrolled : "scroll up " + -scrolled);
        }
    }

    static class Keys extends KeyAdapter {
        public void keyPressed(KeyEvent event) {
            String name = KeyEvent.getKeyText(event.getKeyCode());
            tell("key " + held(event, name.length() == 1 ? name.toLowerCase() : name));
        }
    }

    static class Changes implements DocumentListener {
        public void insertUpdate(DocumentEvent event) { tell("text " + text.getText()); }
        public void removeUpdate(DocumentEvent event) { tell("text " + text.getText()); }
        public void changedUpdate(DocumentEvent event) { }
    }

    public static void main(String[] arguments) {
        SwingUtilities.invokeLater(() -> {
            JFrame frame = new JFrame("probe");
            frame.setLayout(new GridLayout(2, 1));
            JPanel field = new JPanel();
            Hand hand = new Hand();
            field.addMouseListener(hand);
            field.addMouseWheelListener(hand);
            text.addKeyListener(new Keys());
            text.getDocument().addDocumentListener(new Changes());
            frame.add(field);
            frame.add(text);
            frame.setBounds(0, 0, 800, 600);
            frame.setExtendedState(Frame.MAXIMIZED_BOTH);
            frame.setVisible(true);
            new Timer(500, event -> { tell("ready"); ((Timer) event.getSource()).stop(); }).start();
        });
    }
}
