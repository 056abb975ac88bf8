"""Serves the home's folder "site" on port 8123 and keeps what forms and uploads send in ~/sent."""
import http.server
import os
import urllib.parse

HOME = os.path.expanduser('~')


class Handler(http.server.SimpleHTTPRequestHandler):
    def __init__(self, *arguments):
        super().__init__(*arguments, directory=HOME + '/site')

    def do_POST(self):
        body = self.rfile.read(int(self.headers['Content-Length']))
        with open(HOME + '/sent', 'ab') as sent:
            if self.headers['Content-Type'].startswith('multipart/'):
                sent.write(body)
            else:
                for name, value in urllib.parse.parse_qsl(body.decode()):
                    sent.write(f'{name}={value}\n'.encode())
        self.send_response(200)
        self.send_header('Content-Type', 'text/html; charset=utf-8')
        self.end_headers()
        self.wfile.write(b'<!DOCTYPE html><title>Thank you</title><h1>Thank you</h1>')

    def log_message(self, *arguments):
        pass


http.server.HTTPServer(('127.0.0.1', 8123), Handler).serve_forever()
